import { expect, test } from 'vitest'
import type { OnnxGraph, OnnxNode } from '#electron/onnx/onnx'
import { splitWeights } from '#electron/onnx/splitWeights'

const node = (op: string, inputs: string[], output: string): OnnxNode => ({
  op,
  inputs,
  outputs: [output],
  attributes: {},
})
const value = (name: string) => ({ name, dtype: 'float32', dims: [1] }) as const
const graph = (nodes: OnnxNode[]): OnnxGraph => ({
  nodes,
  initialisers: [{ name: 'axes', dtype: 'int64', dims: [1], data: BigInt64Array.of(1n) }],
  inputs: [value('image'), value('weight')],
  outputs: [value('y')],
})

test('the layout of a weight is computed apart, and the image meets it later', () => {
  const split = splitWeights(
    graph([
      node('Reshape', ['weight', 'axes'], 'flat'),
      node('Transpose', ['flat'], 'turned'),
      node('MatMul', ['image', 'turned'], 'y'),
    ]),
    new Set(['weight']),
  )
  expect(split?.carried).toEqual(['turned'])
  expect(split?.early.nodes.map(({ op }) => op)).toEqual(['Reshape', 'Transpose'])
  expect(split?.early.inputs.map(({ name }) => name)).toEqual(['weight'])
  expect(split?.late.nodes.map(({ op }) => op)).toEqual(['MatMul'])
  expect(split?.late.inputs.map(({ name }) => name)).toEqual(['image'])
  expect(split?.late.initialisers).toEqual([])
})

test('a weight that is read as it is, a draw and an output that is a weight stay where they are', () => {
  expect(splitWeights(graph([node('MatMul', ['image', 'weight'], 'y')]), new Set(['weight']))).toBeNull()
  expect(splitWeights(graph([node('RandomUniformLike', ['weight'], 'y')]), new Set(['weight']))).toBeNull()
  expect(splitWeights(graph([node('Transpose', ['weight'], 'y')]), new Set(['weight']))).toBeNull()
})
