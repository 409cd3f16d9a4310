import type { Value } from '../ir'
import { broadcast, choose, clip, compare, map } from './values'

export interface FusedAttributes {
  readonly activation?: string | null
  readonly leakyreluAlpha?: number
}

/** The activation that TensorFlow.js fuses into a convolution or a matrix product, by its name there. */
export function activated(value: Value, attrs: FusedAttributes, slopes?: Value): Value {
  switch (attrs.activation) {
    case undefined:
    case null:
    case 'linear':
      return value
    case 'relu':
      return map('Relu', value)
    case 'relu6':
      return clip(value, 0, 6)
    case 'elu':
      return map('Elu', value)
    case 'sigmoid':
      return map('Sigmoid', value)
    case 'leakyrelu':
      return map('LeakyRelu', value, { alpha: { float: attrs.leakyreluAlpha ?? 0.2 } })
    case 'prelu':
      if (slopes)
        return choose(compare('Less', value, 0), broadcast('Mul', value, slopes), value, value.shape)
      throw new Error('prelu was asked for without its slopes')
    default:
      throw new Error(`there is no fused activation ${attrs.activation}`)
  }
}
