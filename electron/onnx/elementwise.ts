import { elements, sameShape, type Node, type Value } from './ir'
import type { Lowering } from './lowering'

const unary =
  'Relu LeakyRelu Sigmoid Tanh Exp Log Sqrt Reciprocal Neg Abs Sign Softplus Elu Selu Cast Floor Ceil Round Not Erf Identity IsNaN IsInf Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh'
const nary =
  'Add Sub Mul Div Max Min Sum Greater GreaterOrEqual Less LessOrEqual Equal And Or Where Clip Pow PRelu'
export const elementwise: ReadonlySet<string> = new Set([...unary.split(' '), ...nary.split(' ')])

type Fit = 'whole' | 'scalar' | 'channels' | 'image-channels'

/**
 * Emits an elementwise operator in the blocked layout when an operand already is in it and every other one is of the
 * same shape, a scalar, a vector over channels, or one over images and channels. False: emit it plainly.
 */
export function emitElementwise(lowering: Lowering, node: Node): boolean {
  const output = node.output(0)
  const channels = output.shape[3] ?? 0
  if (!elementwise.has(node.op) || output.shape.length !== 4) return false
  if (lowering.block === 0 || channels % lowering.block !== 0) return false
  if (!node.inputs.some((input) => input && lowering.isBlocked(input))) return false

  const fits = node.inputs.map((input) => (input ? fitOf(lowering, input, output) : 'whole'))
  if (fits.includes(null)) return false
  const vectors = fits.some((fit) => fit === 'channels' || fit === 'image-channels')
  const operands = node.inputs.map((input, index) => {
    if (!input) return null
    const fit = fits[index]
    if (fit === 'whole') return vectors ? lowering.blocked(input) : lowering.blocked4(input)
    const plain = lowering.plain(input)
    if (fit === 'scalar') return input.shape.length ? lowering.reshape(plain, []) : plain
    const images = fit === 'channels' ? 1 : (input.shape[0] ?? 1)
    return lowering.reshape(plain, [images, channels / lowering.block, 1, 1, lowering.block])
  })
  const name = lowering.emit(node.op, operands, node.attributes, node.domain)
  if (vectors) lowering.setBlocked(output, name)
  else lowering.setBlocked4(output, name)
  return true
}

function fitOf(lowering: Lowering, input: Value, output: Value): Fit | null {
  const { shape } = input
  const [images, , , channels] = output.shape
  if (sameShape(shape, output.shape))
    return lowering.isBlocked(input) || input.dtype === 'float32' ? 'whole' : null
  if (elements(shape) === 1) return 'scalar'
  if (shape.at(-1) !== channels) return null
  if (elements(shape) === channels) return 'channels'
  if (shape.length === 4 && shape[0] === images && shape[1] === 1 && shape[2] === 1) return 'image-channels'
  return null
}
