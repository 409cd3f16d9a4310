import * as tf from '@tensorflow/tfjs'
import { GreyPlanes } from '../layers/GreyPlanes'
import type { ResizeMode } from '../layers/interpolation'
import { ResizeBilinear } from '../layers/ResizeBilinear'
import { SupervisedOutput } from '../layers/SupervisedOutput'
import type { Maps } from './deeplab.backbone'

/** Scales beside the image's own. */
const scales = [0.5, 0.75] as const

/** What a network gives: the logits that count, and those that only training looks at. */
export interface ScaledLogits {
  readonly main: Maps
  readonly taught: readonly Maps[]
}

/**
 * Logits of `base`, or with `multiScale` the greatest of those of the image and of its reductions, pixel by pixel
 * (networks.md A6, MSC). The logits of each scale, and the greatest, are taught too (Q33).
 */
export function multiScaleLogits(
  slice: Maps,
  channels: number,
  multiScale: boolean,
  mode: ResizeMode,
  base: (planes: Maps, scale: string) => Maps,
): ScaledLogits {
  const planes = new GreyPlanes({ name: 'planes', planes: channels, shift: 0 }).apply(slice) as Maps
  const whole = base(planes, '')
  if (!multiScale) return { main: whole, taught: [] }
  const reduced = scales.map((scale) => {
    const size = sidesOf(planes).map((side) => Math.floor(side * scale)) as [number, number]
    const smaller = new ResizeBilinear({ name: `image_x${scale}`, size, mode }).apply(planes) as Maps
    return base(smaller, `_x${scale}`)
  })
  const raised = reduced.map((logits, n) => {
    const options = { name: `logits_x${scales[n]}`, size: sidesOf(whole), mode }
    return new ResizeBilinear(options).apply(logits) as Maps
  })
  const greatest = tf.layers.maximum({ name: 'greatest' }).apply([whole, ...raised]) as Maps
  return { main: greatest, taught: [whole, ...reduced, greatest] }
}

/** The model that resizes its logits to the image and gives probabilities. */
export function segmented(
  name: string,
  slice: Maps,
  { main, taught }: ScaledLogits,
  mode: ResizeMode,
): tf.LayersModel {
  const logits = new ResizeBilinear({ name: 'upsample', size: sidesOf(slice), mode }).apply(main) as Maps
  const out = new SupervisedOutput({ name: 'out', kind: 'softmax' }).apply([logits, ...taught]) as Maps
  const model = tf.model({ inputs: slice, outputs: out, name })
  // A layer counts how often it is applied, and frees its weights only when it is disposed of as often; a model does so once.
  for (const layer of model.layers) for (let n = 1; n < layer.inboundNodes.length; n++) layer.dispose()
  return model
}

const sidesOf = (maps: Maps): [number, number] => maps.shape.slice(1, 3) as [number, number]
