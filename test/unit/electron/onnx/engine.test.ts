import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { blockedAgrees } from '#electron/onnx/blockedCheck'
import { engineNamed, listEngines } from '#electron/onnx/devices'
import { engineInUse, startEngine, testEngine, useEngine } from '#electron/onnx/engine'
import { probeBlock } from '#electron/onnx/runtime'

test('one engine is the default, and every one that is not available says why', () => {
  const rows = listEngines()
  expect(rows.filter((row) => row.default).map(({ id, available }) => [id, available])).toEqual([
    ['onnxruntime', true],
  ])
  for (const { id, available, reason } of rows) expect([id, available || Boolean(reason)]).toEqual([id, true])
})

test('both engines of this build give the known answers, the default without any other', async () => {
  expect(await testEngine('onnxruntime')).toMatchObject({ failed: 0, fallbacks: [], problems: [] })
  expect(await testEngine('tfjs-cpu')).toMatchObject({ failed: 0, problems: [] })
})

test('a test of another engine leaves the tensors of the one in use alone', async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1, blocked: false })
  const kept = tf.tensor1d([1, 2])
  await testEngine('tfjs-cpu')
  expect(engineInUse()).toEqual({ engine: 'onnxruntime', threads: 1, block: 0, half: false })
  expect([...tf.mul(kept, 2).dataSync()]).toEqual([2, 4])
})

test('an engine that is unknown, or not there, is refused with its code', async () => {
  await expect(testEngine('abacus')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(testEngine('onnxruntime-webgpu')).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' })
})

test('the blocked operators agree with the plain ones, and a block size that is not the machine’s is refused', () => {
  const block = probeBlock()
  expect(blockedAgrees(block)).toBe(block)
  expect(blockedAgrees(4)).toBe(0)
})

test('a device goes by its short name too, and a name that means nothing is refused', () => {
  expect(engineNamed('webgpu')).toBe('onnxruntime-webgpu')
  expect(engineNamed('cpu')).toBe('onnxruntime')
  expect(engineNamed('tfjs-cpu')).toBe('tfjs-cpu')
  expect(() => engineNamed('toString')).toThrow('toString')
})

test.skipIf(process.platform === 'win32')(
  'a device of another system is replaced by the processor, and the reason is told (skipped on Windows, which has it)',
  async () => {
    const { engine, told } = await startEngine({ engine: 'onnxruntime-dml' })
    expect(engine).toBe('onnxruntime')
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/onnxruntime-dml is not available: .*Windows.*Used instead: onnxruntime\.$/)
  },
)

test('half precision is refused where it would make nothing faster, and single precision used instead, not silently', async () => {
  for (const engine of ['onnxruntime', 'tfjs-cpu'] as const)
    await expect(useEngine({ engine, half: true })).rejects.toMatchObject({ code: 'PRECISION_UNSUPPORTED' })
  const { engine, half, told } = await startEngine({ half: true })
  expect([engine, half]).toEqual(['onnxruntime', false])
  expect(told[0]).toContain('single precision')
})
