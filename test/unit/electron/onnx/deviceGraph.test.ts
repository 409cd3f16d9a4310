import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deviceGraph, mostParts } from '#electron/onnx/deviceGraph'
import { encodeModel, type OnnxGraph } from '#electron/onnx/onnx'
import { runtimeTensor, Session } from '#electron/onnx/runtime'

/** Cuts a vector into pieces of these sizes and joins them again in reverse order. */
function reversed(sizes: readonly number[]): OnnxGraph {
  const length = sizes.reduce((sum, size) => sum + size, 0)
  const pieces = sizes.map((_, index) => `p${index}`)
  const data = BigInt64Array.from(sizes, (size) => BigInt(size))
  return {
    nodes: [
      { op: 'Split', inputs: ['x', 'sizes'], outputs: pieces, attributes: { axis: 0 } },
      { op: 'Concat', inputs: pieces.toReversed(), outputs: ['y'], attributes: { axis: 0 } },
    ],
    initialisers: [{ name: 'sizes', dtype: 'int64', dims: [sizes.length], data }],
    inputs: [{ name: 'x', dtype: 'float32', dims: [length] }],
    outputs: [{ name: 'y', dtype: 'float32', dims: [length] }],
  }
}

function answerOf(graph: OnnxGraph): number[] {
  const length = graph.inputs[0]!.dims![0]!
  const session = new Session(encodeModel(graph))
  const x = Float32Array.from({ length }, (_, index) => index)
  const { y } = session.run({ x: runtimeTensor('float32', x, [length]) })
  session.dispose()
  return [...(y!.data as Float32Array)]
}

test('a graph for a graphics card joins and cuts no more parts at once than a shader sees, with the same answer', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 70 }), (sizes) => {
      const graph = reversed(sizes)
      const tree = deviceGraph(graph)
      for (const { inputs, outputs } of tree.nodes)
        expect(Math.max(inputs.length, outputs.length)).toBeLessThanOrEqual(mostParts)
      expect(answerOf(tree)).toEqual(answerOf(graph))
    }),
    { numRuns: 20 },
  )
})

test('a convolution whose noughts stand at the end only has them in its image, with the same answer', () => {
  const graph: OnnxGraph = {
    nodes: [
      { op: 'Reshape', inputs: ['x', 'square'], outputs: ['image'], attributes: {} },
      {
        op: 'Conv',
        inputs: ['image', 'image'],
        outputs: ['y'],
        attributes: { kernel_shape: [2, 2], pads: [0, 0, 1, 1] },
      },
    ],
    initialisers: [{ name: 'square', dtype: 'int64', dims: [4], data: BigInt64Array.of(1n, 1n, 2n, 2n) }],
    inputs: [{ name: 'x', dtype: 'float32', dims: [4] }],
    outputs: [{ name: 'y', dtype: 'float32', dims: [1, 1, 2, 2] }],
  }
  const framed = deviceGraph(graph)
  expect(framed.nodes.map(({ op }) => op)).toEqual(['Reshape', 'Pad', 'Conv'])
  // [0 1; 2 3] over itself and its noughts: 0 + 1 + 4 + 9, 0 + 2·3, 0 + 3·1, 0 · 3
  expect(answerOf(framed)).toEqual([14, 6, 3, 0])
  expect(answerOf(graph)).toEqual([14, 6, 3, 0])
})
