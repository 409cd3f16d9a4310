import { SeptumError } from '#shared/errors/SeptumError'
import { answerOf, deviceReason, oneConvolution, rightAnswer } from './deviceStart'
import { deviceProvider, type DeviceProvider, type EngineId } from './devices'
import { halfGraph } from './halfGraph'

const known = new Map<DeviceProvider, string | null>()

/** Throws PRECISION_UNSUPPORTED where an engine computes half precision not at all, or no faster than single. */
export function refuseHalf(engine: EngineId): void {
  const reason = halfReason(engine)
  if (reason !== null) throw new SeptumError('PRECISION_UNSUPPORTED', { engine, reason })
}

/** Why half precision is not offered on an engine; null = it is. The device is asked, once. */
function halfReason(engine: EngineId): string | null {
  if (engine === 'onnxruntime')
    return 'a processor widens each number to single precision before it computes, so that nothing gets faster'
  const provider = deviceProvider(engine)
  if (!provider) return 'its kernels compute in single precision'
  const asked = known.get(provider)
  if (asked !== undefined) return asked
  const reason = tried(provider)
  known.set(provider, reason)
  return reason
}

function tried(provider: DeviceProvider): string | null {
  try {
    const answer = answerOf(provider, halfGraph(oneConvolution))
    return answer === rightAnswer ? null : `the device computes it wrongly (${answer})`
  } catch (error) {
    const words = String(error)
    if (/does not support it/.test(words)) return 'the device computes in single precision only'
    return `the device has no kernels for it (${deviceReason(words)})`
  }
}
