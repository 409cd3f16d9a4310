import type { StepOptions } from '#electron/onnx/step'
import type { BenchSettings, Prepare, Prepared } from './prepared'
import { prepareUnet2d } from './prepareUnet2d'

const prepares: Readonly<Record<string, Prepare>> = {
  'unet-2d': prepareUnet2d,
}

export function prepare(settings: BenchSettings, options: StepOptions = {}): Prepared {
  const make = prepares[settings.network]
  if (!make) throw new Error(`the benchmark knows no network ${settings.network}`)
  return make(settings, options)
}
