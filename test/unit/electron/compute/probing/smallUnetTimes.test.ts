import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { smallUnetTimes } from '#electron/compute/probing/smallUnetTimes'
import { engineInUse, fallbacksOfEngine, testEngine, useEngine } from '#electron/onnx/engine'
import { EngineTest } from '#shared/domain/device'

test.each(['onnxruntime', 'tfjs-cpu'])(
  'the test of %s measures one training step and one prediction of a small U-Net (R-SE-1)',
  async (engine) => {
    await useEngine()
    const tested = EngineTest.parse(await testEngine(engine, () => smallUnetTimes({ side: 16 })))
    expect(tested).toMatchObject({ engine, failed: 0 })
    expect(tested.stepMs).toBeGreaterThan(0)
    expect(tested.predictMs).toBeGreaterThan(0)
    expect(engineInUse().engine).toBe('onnxruntime')
  },
)

test('each figure is the middle one of three, after one that is told apart; long work is done twice, and no tensor is left behind', async () => {
  await useEngine()
  const tensors = tf.memory().numTensors
  /** A clock that is read before and after each piece of work; the pieces take these milliseconds. */
  const clock = (...pieces: number[]) => {
    const readings = pieces.flatMap((ms) => [0, ms]).values()
    return () => readings.next().value!
  }
  const told: string[] = []
  const quick = clock(300, 9, 1, 4, 200, 2, 8, 3)
  expect(await smallUnetTimes({ nowMs: quick, side: 16, tell: (what) => told.push(what) })).toEqual({
    firstStepMs: 300,
    stepMs: 4,
    predictMs: 3,
  })
  expect(told).toEqual(['training steps', 'predictions'])
  const slow = clock(2500, 900, 700, 600)
  expect(await smallUnetTimes({ nowMs: slow, side: 16 })).toEqual({
    firstStepMs: 2500,
    stepMs: 900,
    predictMs: 600,
  })
  expect(tf.memory().numTensors).toBe(tensors)
  expect([...fallbacksOfEngine().keys()]).toEqual([])
})
