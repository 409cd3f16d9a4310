import { expect, test } from 'vitest'
import { float32Scalar, known, op, type Value } from '#electron/onnx/ir'
import { collect, signature } from '#electron/onnx/signature'

const input = (): Value => known(new Float32Array(2), [2], 'float32')
const scaled = (x: Value, factor: number): Value => op('Mul', [x, float32Scalar(factor)], {}, [2])
const keyOf = (...outputs: Value[]): string => signature(collect(outputs), outputs)

test('the same operations on other numbers share one compiled model', () => {
  expect(keyOf(scaled(input(), 2))).toBe(keyOf(scaled(input(), 2)))
})

test('another constant, another operand or another output is another model', () => {
  const x = input()
  const y = input()
  const double = scaled(x, 2)
  expect(keyOf(double)).not.toBe(keyOf(scaled(x, 3)))
  expect(keyOf(op('Add', [x, x], {}, [2]))).not.toBe(keyOf(op('Add', [x, y], {}, [2])))
  const quadruple = scaled(double, 2)
  expect(keyOf(quadruple)).not.toBe(keyOf(quadruple, double))
})

test('nodes come after what they read, each once', () => {
  const x = input()
  const left = scaled(x, 2)
  const right = scaled(left, 3)
  const { nodes, inputs } = collect([op('Add', [left, right], {}, [2])])
  const place = (value: Value): number => nodes.indexOf(value.node!)
  expect(place(left)).toBeLessThan(place(right))
  expect(new Set(nodes).size).toBe(nodes.length)
  expect(inputs).toEqual([x])
})
