import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as ort from 'onnxruntime-node'
import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WarmModels } from '#electron/compute/inference/warmModels'
import { RunControl } from '#electron/compute/training/runControl'
import { trainRun } from '#electron/compute/training/trainRun'
import { fallbacksOfEngine, useEngine } from '#electron/onnx/engine'
import { seededRandom } from '#shared/domain/random'
import { tinyExperiment, tinySide, writeTinyHearts } from '../tinyHearts'

let home: string
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'septum-networks-'))
  writeTinyHearts(join(home, 'hearts'), 4)
  await useEngine()
})
afterAll(() => rmSync(home, { recursive: true }))

/** For networks without norms. */
const slower = { epochs: 60, learningRate: 0.003, validateEvery: 30 }
const all = ['rv-cavity', 'lv-myocardium', 'lv-cavity'] as const

test.each([
  { network: { id: 'densenet', growth: 6, dropout: 0.1 }, structures: all },
  { network: { id: 'fcn-tran', baseFilters: 8, dropout: 0.1 }, structures: ['lv-cavity'] as const },
  { network: { id: 'encoder-decoder', depth: 3, quirks: 'faithful' }, structures: all, training: slower },
  { network: { id: 'encoder-decoder-unet', depth: 3 }, structures: all, training: slower },
  { network: { id: 'isensee-acdc-2d', baseFilters: 4, dropout: 0.1 }, structures: all },
])(
  'hearts are learnt with $network.id, tested, segmented by the kept model and by its ONNX file alike',
  async ({ network, structures, training = {} }) => {
    const folder = join(home, network.id)
    const models = join(home, `${network.id}-models`)
    mkdirSync(folder)
    const experiment = {
      ...tinyExperiment('../hearts', { epochs: 20, validateEvery: 10, augmentation: null, ...training }),
      ...{ network, structures },
    }
    writeFileSync(join(folder, 'experiment.json'), JSON.stringify(experiment))
    const tensors = tf.memory().numTensors
    const result = await trainRun({
      ...{ runFolder: folder, modelsFolder: models, control: new RunControl() },
      ...{ signal: new AbortController().signal, listen: () => undefined },
    })
    expect(Object.keys(result.mean).sort()).toEqual([...structures].sort())
    expect(result.mean['lv-cavity']!.dice).toBeGreaterThan(0.7)
    expect(tf.memory().numTensors).toBe(tensors)

    const home1 = join(models, 'tiny-hearts', '1')
    const warm = new WarmModels()
    const { segmenter, card } = await warm.model(home1)
    expect(card.channels).toEqual(structures)
    const random = seededRandom(3)
    const slices = Float32Array.from({ length: 2 * tinySide ** 2 }, () => 2 * random() - 1)
    const probabilities = segmenter.probabilities(slices)
    const session = await ort.InferenceSession.create(readFileSync(join(home1, 'model.onnx')))
    const first = segmenter.output === 'softmax' ? 1 : 0
    const places = structures.length
    let worst = 0
    for (let slice = 0; slice < 2; slice++) {
      const image = slices.slice(slice * tinySide ** 2, (slice + 1) * tinySide ** 2)
      const input = new ort.Tensor('float32', image, [1, tinySide, tinySide, 1])
      const { output } = await session.run({ input })
      const maps = output!.dims[3]!
      for (let i = 0; i < tinySide ** 2; i++)
        for (let k = 0; k < places; k++) {
          const ours = probabilities[(slice * tinySide ** 2 + i) * places + k]!
          worst = Math.max(worst, Math.abs(ours - (output!.data[i * maps + first + k] as number)))
        }
    }
    await session.release()
    await warm.dispose()
    expect(worst).toBeLessThan(1e-4)
    expect([...fallbacksOfEngine().keys()]).toEqual([])
  },
)
