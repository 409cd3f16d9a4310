import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as ort from 'onnxruntime-node'
import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WarmModels } from '#electron/compute/inference/warmModels'
import { inputCases } from '#electron/compute/inference/inputCases'
import { predictedContours } from '#electron/compute/inference/predictedContours'
import { predictedMasks } from '#electron/compute/inference/predictedMasks'
import { RunControl } from '#electron/compute/training/runControl'
import { trainRun } from '#electron/compute/training/trainRun'
import { openCase } from '#electron/datasets/openCase'
import { readNifti } from '#electron/formats/nifti/readNifti'
import { fallbacksOfEngine, useEngine } from '#electron/onnx/engine'
import type { RunMessage } from '#shared/domain/training'
import { tinyExperiment, tinySide, tinySlices, writeTinyHearts } from '../tinyHearts'

let home: string
const never = new AbortController().signal
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'septum-volumes-'))
  writeTinyHearts(join(home, 'hearts'), 4)
  await useEngine()
})
afterAll(() => rmSync(home, { recursive: true }))

async function trained(name: string, network: object, training: object) {
  const runFolder = join(home, name)
  mkdirSync(runFolder)
  const base = tinyExperiment('../hearts', { batch: 2, augmentation: null, validateEvery: 8, ...training })
  writeFileSync(join(runFolder, 'experiment.json'), JSON.stringify({ ...base, network }))
  const told: RunMessage[] = []
  const modelsFolder = join(home, `${name}-models`)
  const result = await trainRun({
    ...{ runFolder, modelsFolder, control: new RunControl(), signal: never },
    listen: (message) => told.push(message),
  })
  return { result, told, modelFolder: join(modelsFolder, 'tiny-hearts', '1') }
}

describe('a network that reads volumes (networks A2, A8)', () => {
  test.each([
    // Windows of half the side slide in plane; three slices are filled up to four.
    {
      network: { id: 'unet-3d', baseFilters: 4, depth: 3, dropout: 0.1, slices: 4, patch: 16 },
      training: { epochs: 40, validateEvery: 20 },
    },
    // Windows of two slices slide over three.
    {
      network: { id: 'isensee-acdc-3d', baseFilters: 4, dropout: 0.1, slices: 2 },
      training: { epochs: 24, learningRate: 0.01 },
    },
  ])(
    '$network.id learns hearts as whole stacks, is tested, and segments a case on its own grid',
    async (run) => {
      const tensors = tf.memory().numTensors
      const { network, training } = run
      const { result, told, modelFolder } = await trained(network.id, network, training)
      expect(result.mean['lv-cavity']!.dice).toBeGreaterThan(0.8)
      expect(result.mean['lv-myocardium']!.dice).toBeGreaterThan(0.7)
      expect(tf.memory().numTensors).toBe(tensors)
      const started = told.find((message) => message.type === 'started')
      // Two patients at two phases are four stacks: two steps of two.
      expect(started).toMatchObject({ stepsPerEpoch: 2, slices: { train: 4 * tinySlices } })

      const warm = new WarmModels()
      const model = await warm.model(modelFolder)
      const sources = await inputCases(join(home, 'hearts', result.cases[0]!.id), never)
      const options = {
        out: join(home, `${network.id}-masks`),
        values: {},
        progress: () => undefined,
        signal: never,
      }
      const [made] = await predictedMasks(sources, [model], options)
      const mask = await readNifti(made!.files[0]!)
      expect(mask.shape).toEqual([1, tinySlices, tinySide, tinySide])

      // Asked for one slice alone, it still looks at the stack.
      const reader = await openCase(sources[0]!)
      const whole = await predictedContours(
        reader,
        model,
        { what: 'phases', phases: [0] },
        () => undefined,
        never,
      )
      const slice = await predictedContours(
        ...([reader, model, { what: 'slice', slice: 1, phase: 0 } as const, () => undefined, never] as const),
      )
      expect(slice.contours.length).toBeGreaterThan(0)
      expect(slice.contours).toEqual(whole.contours.filter((contour) => contour.slice === 1))
      reader.close()
      await warm.dispose()
      expect([...fallbacksOfEngine().keys()]).toEqual([])
    },
  )

  test('its ONNX file takes the window that the network was trained on', async () => {
    const session = await ort.InferenceSession.create(
      readFileSync(join(home, 'unet-3d-models', 'tiny-hearts', '1', 'model.onnx')),
    )
    const input = new ort.Tensor('float32', new Float32Array(4 * 16 ** 2), [1, 4, 16, 16, 1])
    const { output } = await session.run({ input })
    expect(output!.dims).toEqual([1, 4, 16, 16, 3])
    await session.release()
  })

  test('a number of slices that its poolings do not divide is refused with the nearest that they do', async () => {
    const network = { id: 'unet-3d', baseFilters: 4, depth: 3, slices: 6 }
    await expect(trained('six', network, { epochs: 1 })).rejects.toMatchObject({
      code: 'SIZE_UNSUPPORTED',
    })
  })
})
