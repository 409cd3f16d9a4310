import { SeptumError } from '#shared/errors/SeptumError'
import type { Pulse } from '#models/postprocessing/denseCrf/denseCrf'
import { breathe } from '../breathe'

/** A pulse that lets messages in, tells how far slices are, and ends `what`, such as "The prediction", when it is cancelled. */
export function pulse(
  signal: Pick<AbortSignal, 'aborted'>,
  what: string,
  tell: (slices: string) => void = () => undefined,
): Pulse {
  return async (done, total) => {
    await breathe()
    if (signal.aborted) throw new SeptumError('CANCELLED', { what })
    tell(`slice ${done + 1} of ${total}`)
  }
}
