import type * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Batch } from '#electron/compute/training/batches'
import { fittingSteps } from '#electron/compute/training/fittingSteps'
import { sturdyStep } from '#electron/compute/training/sturdyStep'
import { Trainer } from '#electron/compute/training/trainer'
import { Segmenter } from '#electron/compute/segmenting/segmenter'
import { useEngine } from '#electron/onnx/engine'
import { lostItsDevice, ranOutOfMemory } from '#electron/onnx/runtimeFaults'
import { networkCatalogue } from '#models/networks/catalogue'
import { Experiment } from '#shared/domain/experiment'
import { seededRandom } from '#shared/domain/random'

const side = 32
const training = Experiment.shape.training.parse({ seed: 3 })
let network: tf.LayersModel
let segmenter: Segmenter
beforeAll(async () => {
  await useEngine()
  network = networkCatalogue['unet-2d'].build({ size: [side, side], classes: 2, baseFilters: 8, depth: 2 })
  segmenter = new Segmenter(network, side, 2, 1)
})
afterAll(() => {
  segmenter.dispose()
  network.dispose()
})

const batchOf = (count: number): Batch => {
  const random = seededRandom(1)
  const pixels = count * side * side
  return {
    count,
    images: Float32Array.from({ length: pixels }, () => random() - 0.5),
    targets: Float32Array.from({ length: pixels * 2 }, () => (random() < 0.3 ? 1 : 0)),
    labelled: new Float32Array(count * 2).fill(1),
  }
}
const now = (freeBytes: number) => ({ beforeBytes: 150e6, heldBytes: 150e6, freeBytes })

describe('before the first step', () => {
  test('a run that fits is left as it is, and says what it will take', () => {
    const trainer = new Trainer(network, side, 2, training)
    const { neededBytes, note } = fittingSteps(trainer, segmenter, 16, now(8e9))
    expect(note).toBeNull()
    expect(neededBytes).toBeGreaterThan(190e6)
    expect(neededBytes).toBeLessThan(400e6)
    expect(trainer.atOnce).toBe(Infinity)
    trainer.dispose()
  })

  test('a larger batch takes more, in proportion to its images', () => {
    const trainer = new Trainer(network, side, 2, training)
    const [four, eight, sixteen] = [4, 8, 16].map((count) => {
      trainer.computeAtOnce(Infinity)
      return trainer.takes(count)!.arenaBytes
    })
    expect((sixteen! - eight!) / (eight! - four!)).toBeCloseTo(2, 0)
    trainer.dispose()
  })

  test('a batch that does not fit is halved until it does, and the log says so', () => {
    const trainer = new Trainer(network, side, 2, training)
    const whole = fittingSteps(trainer, segmenter, 16, now(8e9)).neededBytes!
    const { neededBytes, note } = fittingSteps(trainer, segmenter, 16, now(whole - 150e6 - 1))
    expect(neededBytes).toBeLessThan(whole)
    expect(trainer.atOnce).toBe(8)
    expect(note).toMatch(
      /^The whole batch of 16 does not fit .* 8 images are computed at once, .* whole batch\.$/,
    )
    trainer.dispose()
  })

  test('where not even one image fits, the run is refused with what it needs and what is there (R-TR-8)', () => {
    const trainer = new Trainer(network, side, 2, training)
    expect(() => fittingSteps(trainer, segmenter, 4, now(1e6))).toThrow(
      expect.objectContaining({
        code: 'MEMORY_SHORT',
        message: expect.stringMatching(/^The run needs 0\.\d GB .* 0\.2 GB/),
      }),
    )
    trainer.dispose()
  })
})

describe('in the midst of a run', () => {
  /** A trainer on a machine where so many images are too many; all else is real. */
  function shortOfMemory(trainer: Trainer, most: number): Trainer {
    return new Proxy(trainer, {
      get(target, name) {
        if (name === 'step')
          return (batch: Batch, rate: number, number: number) => {
            if (Math.min(batch.count, target.atOnce) > most)
              throw new Error('Failed to allocate memory for requested buffer of size 123456')
            return target.step(batch, rate, number)
          }
        const value: unknown = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
  const trained = (most: number): { losses: number[]; notes: string[]; weights: Float32Array } => {
    const net = networkCatalogue['unet-2d'].build({
      size: [side, side],
      classes: 2,
      baseFilters: 4,
      depth: 2,
    })
    const trainer = new Trainer(net, side, 2, training)
    const notes: string[] = []
    const short = shortOfMemory(trainer, most)
    const losses = [1, 2, 3].map((n) => sturdyStep(short, batchOf(4), 1e-3, n, (text) => notes.push(text)))
    const weights = trainer.state().get('weights')!
    trainer.dispose()
    net.dispose()
    return { losses, notes, weights }
  }

  test('memory that runs out halves what is computed at once; losses and weights stay the same to 1e-5', () => {
    const enough = trained(4)
    const short = trained(1)
    expect(enough.notes).toEqual([])
    expect(short.notes).toEqual([
      expect.stringMatching(/^Memory ran out in step 1\. 2 images are computed at once/),
      expect.stringMatching(/^Memory ran out in step 1\. One image is computed at once/),
    ])
    short.losses.forEach((loss, index) => expect(loss).toBeCloseTo(enough.losses[index]!, 5))
    const furthest = Math.max(...short.weights.map((weight, i) => Math.abs(weight - enough.weights[i]!)))
    expect(furthest).toBeLessThan(1e-5)
  })

  test('memory that runs out for a single image ends the run with MEMORY_SHORT (R-TR-8)', () => {
    expect(() => trained(0)).toThrow(expect.objectContaining({ code: 'MEMORY_SHORT' }))
  })

  test('any other failure is not retried', () => {
    const trainer = new Trainer(network, side, 2, training)
    const wrong = { ...batchOf(2), images: new Float32Array(3) }
    expect(() => sturdyStep(trainer, wrong, 1e-3, 1, () => undefined)).toThrow(/shape/)
    trainer.dispose()
  })
})

test('what ONNX Runtime, JavaScript and Windows say of lost memory and lost cards is understood', () => {
  expect(
    [
      'std::bad_alloc',
      'Array buffer allocation failed',
      'CUDA out of memory',
      'pthread_create failed, error msg: Cannot allocate memory',
      'Failed to allocate memory for requested buffer of size 8',
    ].map((text) => ranOutOfMemory(new RangeError(text))),
  ).toEqual(Array(5).fill(true))
  expect(
    ['Device was lost', 'DXGI_ERROR_DEVICE_REMOVED (887A0005)'].map((text) => lostItsDevice(new Error(text))),
  ).toEqual([true, true])
  expect([ranOutOfMemory, lostItsDevice].map((is) => is(new Error('Invalid rank for input')))).toEqual([
    false,
    false,
  ])
})
