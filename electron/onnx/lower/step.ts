import { dataTypes } from '../onnx'
import type { Node } from '../ir'
import type { Lowering } from '../lowering'
import { affineOfChannels } from './perChannel'

/**
 * '@Step' (x): 1 where x > 0, else alpha. Blocked it is clip(1e30 · x, alpha, 1), one pass: a step only for what is larger
 * than 1e-30. Plain it is a cast comparison: `Where` takes three times as long.
 */
export function lowerStep(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const output = node.output(0)
  const blocked = lowering.isBlocked(x)
  const alpha = node.real('alpha', 0)
  if (blocked && alpha >= 0) {
    const channels = x.shape.at(-1) ?? 1
    const steep = lowering.float32s(new Array<number>(channels).fill(1e30), [channels])
    const clip = { activation: 'Clip', activation_params: { floats: [alpha, 1] } }
    const map = lowering.blocked4(x)
    lowering.setBlocked4(output, affineOfChannels(lowering, map, channels, steep, null, null, clip))
    return
  }
  const positive = lowering.emit('Greater', [
    blocked ? lowering.blocked4(x) : lowering.plain(x),
    lowering.float32(0),
  ])
  let name = lowering.emit('Cast', [positive], { to: dataTypes.float32 })
  if (alpha !== 0) {
    const scaled = lowering.emit('Mul', [name, lowering.float32(1 - alpha)])
    name = lowering.emit('Add', [scaled, lowering.float32(alpha)])
  }
  if (blocked) lowering.setBlocked4(output, name)
  else lowering.setPlain(output, name)
}
