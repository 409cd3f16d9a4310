import type { Value } from '../ir'
import { broadcast, choose, compare } from './values'

/** a - b · floor(a / b): ONNX's remainder of whole numbers has the divisor's sign, that of real ones the dividend's. */
export function flooredRemainder(a: Value, b: Value): Value {
  if (a.dtype === 'int32') return broadcast('Mod', a, b)
  const rest = broadcast('Mod', a, b, 'float32', { fmod: 1 })
  const { shape } = rest
  const otherSign = broadcast('Xor', compare('Less', rest, 0), compare('Less', b, 0), 'bool')
  const wrong = broadcast('And', otherSign, compare('NotEqual', rest, 0), 'bool')
  return choose(wrong, broadcast('Add', rest, b), rest, shape)
}
