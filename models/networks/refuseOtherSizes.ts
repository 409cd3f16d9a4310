import type { NetworkId } from '#shared/domain/network'
import { SeptumError } from '#shared/errors/SeptumError'

/** Throws SIZE_UNSUPPORTED, with the nearest size that the network takes, unless it is the size that was asked for. */
export function refuseOtherSizes(
  network: NetworkId,
  size: readonly number[],
  nearest: readonly number[],
): void {
  if (nearest.join() === size.join()) return
  throw new SeptumError('SIZE_UNSUPPORTED', {
    network,
    size: size.join(' × '),
    nearest: nearest.join(' × '),
  })
}
