import { expect, test } from 'vitest'
import { halfGraph } from '#electron/onnx/halfGraph'
import { encodeModel, type OnnxGraph } from '#electron/onnx/onnx'
import { runtimeTensor, Session } from '#electron/onnx/runtime'

const size = 8

/** x · w, twice, then each number plus a hundred-thousandth. */
const products: OnnxGraph = {
  nodes: [
    { op: 'MatMul', inputs: ['x', 'w'], outputs: ['a'], attributes: {} },
    { op: 'MatMul', inputs: ['a', 'w'], outputs: ['b'], attributes: {} },
    { op: 'Add', inputs: ['b', 'little'], outputs: ['y'], attributes: {} },
  ],
  initialisers: [{ name: 'little', dtype: 'float32', dims: [], data: Float32Array.of(1e-5) }],
  inputs: ['x', 'w'].map((name) => ({ name, dtype: 'float32', dims: [size, size] })),
  outputs: [{ name: 'y', dtype: 'float32', dims: [size, size] }],
}

function answerOf(graph: OnnxGraph): Float32Array {
  const session = new Session(encodeModel(graph))
  const matrix = (seed: number) =>
    runtimeTensor(
      'float32',
      Float32Array.from({ length: size * size }, (_, index) => Math.sin(index * 1.7 + seed)),
      [size, size],
    )
  const { y } = session.run({ x: matrix(1), w: matrix(2) })
  session.dispose()
  return y!.data as Float32Array
}

test('a graph in half precision is a whole one: its products agree to a thousandth of their size', () => {
  const single = answerOf(products)
  const half = answerOf(halfGraph(products))
  const greatest = Math.max(...single.map(Math.abs))
  const error = Math.max(...single.map((value, index) => Math.abs(value - half[index]!))) / greatest
  expect(error).toBeLessThan(3e-3)
})

test('each number is rounded once, and between two products in a row nothing is widened to be rounded again', () => {
  const casts = halfGraph(products).nodes.filter(({ op }) => op === 'Cast')
  expect(casts.map(({ inputs, attributes }) => [inputs[0], attributes.to])).toEqual([
    ['x', 10],
    ['w', 10],
    ['a_half', 1],
    ['b_half', 1],
  ])
})
