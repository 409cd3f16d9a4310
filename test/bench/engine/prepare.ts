import type { StepOptions } from '#electron/onnx/step'
import type { BenchSettings, Prepare, Prepared } from './prepared'
import { prepareSlices } from './prepareSlices'

const prepares: Readonly<Record<string, Prepare>> = {
  'unet-2d': prepareSlices,
  densenet: prepareSlices,
  'fcn-tran': prepareSlices,
  'unet-3d': prepareSlices,
}

export function prepare(settings: BenchSettings, options: StepOptions = {}): Prepared {
  const make = prepares[settings.network]
  if (!make) throw new Error(`the benchmark knows no network ${settings.network}`)
  return make(settings, options)
}
