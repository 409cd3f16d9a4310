import { expect, test } from 'vitest'
import { encodeModel } from '#electron/onnx/onnx'
import { runtimeTensor, Session } from '#electron/onnx/runtime'

test('a model written by hand runs, with its initialisers, attributes and two outputs', () => {
  const model = encodeModel({
    nodes: [
      { op: 'Add', inputs: ['x', 'one'], outputs: ['sum'], attributes: {} },
      { op: 'LeakyRelu', inputs: ['sum'], outputs: ['y'], attributes: { alpha: { float: 0.25 } } },
      { op: 'Transpose', inputs: ['y'], outputs: ['turned'], attributes: { perm: [1, 0] } },
    ],
    initialisers: [{ name: 'one', dtype: 'float32', dims: [], data: Float32Array.of(1) }],
    inputs: [{ name: 'x', dtype: 'float32', dims: [2, 3] }],
    outputs: [
      { name: 'y', dtype: 'float32', dims: [2, 3] },
      { name: 'turned', dtype: 'float32', dims: [3, 2] },
    ],
  })
  const session = new Session(model)
  const x = runtimeTensor('float32', Float32Array.of(-5, -1, 0, 1, 2, 3), [2, 3])
  const { y, turned } = session.run({ x })
  session.dispose()
  expect([...(y!.data as Float32Array)]).toEqual([-1, 0, 1, 2, 3, 4])
  expect([...(turned!.data as Float32Array)]).toEqual([-1, 2, 0, 3, 1, 4])
})

test('a fetched tensor is written in place', () => {
  const model = encodeModel({
    nodes: [{ op: 'Neg', inputs: ['x'], outputs: ['y'], attributes: {} }],
    initialisers: [],
    inputs: [{ name: 'x', dtype: 'float32', dims: [2] }],
    outputs: [{ name: 'y', dtype: 'float32', dims: [2] }],
  })
  const session = new Session(model)
  const target = new Float32Array(2)
  session.run(
    { x: runtimeTensor('float32', Float32Array.of(3, -4), [2]) },
    { y: runtimeTensor('float32', target, [2]) },
  )
  session.dispose()
  expect([...target]).toEqual([-3, 4])
})
