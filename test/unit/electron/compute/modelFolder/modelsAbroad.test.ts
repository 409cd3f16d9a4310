import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportModelFolder } from '#electron/compute/modelFolder/exportModelFolder'
import { importOnnx } from '#electron/compute/modelFolder/importOnnx'
import { inspectOnnx } from '#electron/compute/modelFolder/inspectOnnx'
import { tfjsFiles } from '#electron/compute/modelFolder/tfjsFiles'
import { WarmModels } from '#electron/compute/inference/warmModels'
import { segmentedVolume } from '#electron/compute/segmenting/segmentedVolume'
import { RunControl } from '#electron/compute/training/runControl'
import { trainRun } from '#electron/compute/training/trainRun'
import { readWeights } from '#electron/formats/weights/readWeights'
import { useEngine } from '#electron/onnx/engine'
import { encodeModel, type OnnxGraph } from '#electron/onnx/onnx'
import { ProtobufWriter } from '#electron/onnx/protobuf'
import { networkIds, type NetworkId } from '#shared/domain/network'
import type { OnnxPlan } from '#shared/domain/onnxImport'
import { PlainPreparation } from '#shared/domain/preparation'
import { networkCatalogue } from '#models/networks/catalogue'
import { plainContext } from '#models/preparation/stepAction'
import { tinyExperiment, tinySide, tinySlices, tinySpacingMm, writeTinyHearts } from '../tinyHearts'

let home: string
const models = new WarmModels()
const ours = () => join(home, 'models', 'tiny-hearts', '1')

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'septum-abroad-'))
  writeTinyHearts(join(home, 'hearts'), 4)
  await useEngine()
  const runFolder = join(home, 'run')
  mkdirSync(runFolder)
  const training = { epochs: 12, augmentation: null, validateEvery: 6 }
  writeFileSync(join(runFolder, 'experiment.json'), JSON.stringify(tinyExperiment('../hearts', training)))
  const request = { runFolder, modelsFolder: join(home, 'models'), control: new RunControl() }
  await trainRun({ ...request, listen: () => undefined, signal: new AbortController().signal })
})
afterAll(async () => {
  await models.dispose()
  rmSync(home, { recursive: true })
})

/** A volume like those that the model has seen. */
const grid = { slices: tinySlices, rows: tinySide, columns: tinySide, spacingMm: tinySpacingMm }
const volume = Float32Array.from({ length: tinySlices * tinySide * tinySide }, (_, i) => {
  const away = Math.hypot((i % tinySide) - 19, (Math.floor(i / tinySide) % tinySide) - 16)
  return away <= 5 ? 420 : away <= 8 ? 40 : 100 + 10 * Math.sin(i)
})

describe('a model goes to other programs with all that a user has to know (F-RE-6)', () => {
  test('as ONNX: labels, preparation, data, metrics and licence in the file, checksums beside it', async () => {
    const out = join(home, 'onnx')
    const files = await exportModelFolder(ours(), out)
    expect(files.map((file) => file.split('@').at(-1))).toEqual(['1.onnx', '1.json', '1.sha256'])
    const bytes = readFileSync(files[0]!)
    for (const word of [
      '"region":"lv-cavity"',
      '"side":32',
      'data_fingerprint',
      'Research only.',
      'Not a medical device',
    ])
      expect(bytes.includes(word)).toBe(true)
  })

  test('taken in again as if it were made elsewhere, it draws the same masks in plain ONNX Runtime', async () => {
    const [file] = await exportModelFolder(ours(), join(home, 'again'))
    const { plan, inputs, outputChannels } = await inspectOnnx(file!)
    expect(inputs).toEqual([{ name: 'input', type: 'float32', shape: [1, tinySide, tinySide, 1] }])
    expect([plan.input.order, plan.input.planes, outputChannels]).toEqual(['NHWC', 1, 3])
    const { card, segmenter, recipe } = await models.model(ours())
    const asOurs: OnnxPlan = {
      ...plan,
      name: 'abroad',
      output: { ...plan.output, meaning: 'sigmoid', channels: [...card.channels] },
      preparation: PlainPreparation.parse(card.preparation),
      postprocessing: card.postprocessing,
    }
    const imported = await importOnnx(file!, asOurs, join(home, 'models'))
    expect(imported).toMatchObject({
      id: 'abroad@1',
      trainedOn: null,
      experiment: null,
      channels: card.channels,
    })
    const abroad = await models.model(join(home, 'models', 'abroad', '1'))
    const { labels: masks } = await segmentedVolume(volume, grid, segmenter, recipe, plainContext)
    expect(new Set(masks).size).toBeGreaterThan(1)
    const again = await segmentedVolume(volume, grid, abroad.segmenter, abroad.recipe, plainContext)
    expect(again.labels).toEqual(masks)
    const slices = volume.map((value) => value / 200 - 1)
    const there = segmenter.probabilities(slices)
    const worst = abroad.segmenter
      .probabilities(slices)
      .reduce((most, value, i) => Math.max(most, Math.abs(value - there[i]!)), 0)
    expect(worst).toBeLessThan(1e-4)
  })

  test('as safetensors: read again, every number is the same', async () => {
    const [file] = await exportModelFolder(ours(), join(home, 'tensors'), 'safetensors')
    const { arrays } = await readWeights(file!)
    const written = await Promise.all(arrays.map(({ values }) => values()))
    const weights = new Float32Array(new Uint8Array(readFileSync(join(ours(), 'weights.bin'))).buffer)
    expect(written.flatMap((values) => [...values])).toEqual([...weights])
  })

  test('as TensorFlow.js layers with its facts', async () => {
    const files = await exportModelFolder(ours(), join(home, 'tfjs'), 'tfjs')
    const json = JSON.parse(readFileSync(files[0]!, 'utf8')) as {
      userDefinedMetadata: Record<string, unknown>
    }
    expect(json.userDefinedMetadata).toMatchObject({
      septum_model: 'tiny-hearts@1',
      licence: expect.stringMatching(/^Research only/),
    })
    const { arrays } = await readWeights(files[0]!)
    expect(arrays.length).toBeGreaterThan(10)
  })
})

const small: Readonly<Record<NetworkId, [size: [number, number], more: object]>> = {
  'unet-2d': [[32, 32], { baseFilters: 2, depth: 3 }],
  'unet-3d': [[16, 16], { baseFilters: 2, depth: 2, slices: 16 }],
  densenet: [[32, 32], { growth: 2 }],
  'fcn-tran': [[32, 32], { baseFilters: 2 }],
  'fcn-alexnet': [[32, 32], { baseFilters: 4 }],
  'fcn-8s': [[32, 32], { baseFilters: 2 }],
  'deeplab-v3': [[33, 33], { baseFilters: 2, blocks: [1, 1, 1, 1] }],
  'deeplab-v2': [[33, 33], { baseFilters: 2, blocks: [1, 1, 1, 1] }],
  'residual-unet': [[32, 32], { baseFilters: 2, mostBlocks: 1 }],
  'encoder-decoder': [[32, 32], { baseFilters: 2, depth: 3 }],
  'encoder-decoder-unet': [[32, 32], { baseFilters: 2, depth: 3 }],
  'isensee-acdc-2d': [[32, 32], { baseFilters: 2 }],
  'isensee-acdc-3d': [[32, 32], { baseFilters: 2, slices: 4 }],
}

test.each(networkIds)('%s is loaded by tf.loadLayersModel and answers the same', async (id) => {
  const [size, more] = small[id]
  const network = networkCatalogue[id].build({ size, seed: 3, ...more })
  const { model, weights } = await tfjsFiles(network, {})
  const json = JSON.parse(new TextDecoder().decode(model)) as {
    modelTopology: object
    weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[]
  }
  const loaded = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest[0]!.weights,
      weightData: weights.slice().buffer,
    }),
  )
  const shape = network.inputs[0]!.shape.map((side) => side ?? 1)
  const image = tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i)),
    shape,
  )
  const [a, b] = [network, loaded].map((each) =>
    [each.apply(image) as tf.Tensor].flat()[0]!.dataSync<'float32'>(),
  )
  const apart = a!.reduce((most, value, i) => Math.max(most, Math.abs(value - b![i]!)), 0)
  expect([apart, b!.length]).toEqual([0, a!.length])
  tf.dispose(image)
  network.dispose()
  loaded.dispose()
})

/** A network that is made elsewhere: one 1 × 1 convolution, channels first. */
const graph = (more: Partial<OnnxGraph> = {}): OnnxGraph => ({
  nodes: [{ op: 'Conv', inputs: ['x', 'w'], outputs: ['logits'], attributes: {} }],
  initialisers: [
    { name: 'w', dtype: 'float32', dims: [2, 3, 1, 1], data: Float32Array.of(0, 0, 0, 1, 1, 1) },
  ],
  inputs: [{ name: 'x', dtype: 'float32', dims: [1, 3, 16, 16] }],
  outputs: [{ name: 'logits', dtype: 'float32', dims: [1, 2, 16, 16] }],
  ...more,
})

describe('a network that was made elsewhere is looked through before it is taken (R-MD-1)', () => {
  const file = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(home, name), bytes)
    return join(home, name)
  }
  test('three planes, channels first, logits of background and one structure: guessed, and drawn where the image is bright', async () => {
    const path = file('elsewhere.onnx', encodeModel(graph()).slice())
    const { plan, parameters, operators, producer } = await inspectOnnx(path)
    expect({ parameters, operators, producer }).toEqual({
      parameters: 6,
      operators: [{ name: 'Conv', count: 1 }],
      producer: 'septum',
    })
    expect(plan).toMatchObject({
      input: { name: 'x', order: 'NCHW', planes: 3 },
      output: {
        name: 'logits',
        order: 'NCHW',
        meaning: 'softmax-logits',
        channels: ['background', 'lv-cavity'],
      },
      preparation: { side: 16 },
    })
    const { id } = await importOnnx(path, { ...plan, licence: 'CC BY 4.0' }, join(home, 'models'))
    expect(id).toBe('elsewhere@1')
    const { card, segmenter } = await models.model(join(home, 'models', 'elsewhere', '1'))
    expect(card.licence).toBe('Made elsewhere; stated at import: CC BY 4.0')
    // Of a pixel of 1 the logits are 0 and 3: 1 / (1 + e⁻³); of a pixel of -1, 1 / (1 + e³).
    const [bright, dark] = segmenter.probabilities(
      Float32Array.from({ length: 256 }, (_, i) => (i === 0 ? 1 : -1)),
    )
    expect(bright).toBeCloseTo(1 / (1 + Math.exp(-3)), 5)
    expect(dark).toBeCloseTo(1 / (1 + Math.exp(3)), 5)
  })

  const outside = (): Uint8Array => {
    const tensor = new ProtobufWriter()
    for (const dim of [2, 3, 1, 1]) tensor.int(1, dim)
    tensor.int(2, 1)
    tensor.string(8, 'w')
    tensor.int(14, 1)
    const body = new ProtobufWriter()
    body.message(5, tensor)
    const model = new ProtobufWriter()
    model.message(7, body)
    const opset = new ProtobufWriter()
    opset.int(2, 18)
    model.message(8, opset)
    return model.bytes().slice()
  }
  const vast = { name: 'w', dtype: 'float32', dims: [2 ** 20, 2 ** 20], data: new Float32Array() } as const
  test.each<[string, Uint8Array, string, RegExp]>([
    ['numbers in another file', outside(), 'MODEL_REFUSED', /lie in another file/],
    [
      "an operator of its maker's own",
      encodeModel(graph({ nodes: [{ ...graph().nodes[0]!, op: 'Magic', domain: 'com.microsoft' }] })).slice(),
      'MODEL_REFUSED',
      /Magic comes from com\.microsoft/,
    ],
    [
      'a loop',
      encodeModel(graph({ nodes: [{ ...graph().nodes[0]!, op: 'Loop' }] })).slice(),
      'MODEL_REFUSED',
      /over and over/,
    ],
    [
      'a vast tensor',
      encodeModel(graph({ initialisers: [vast] })).slice(),
      'FILE_MALFORMED',
      /1048576 × 1048576/,
    ],
    [
      'images that are not square',
      encodeModel(graph({ inputs: [{ name: 'x', dtype: 'float32', dims: [1, 3, 16, 20] }] })).slice(),
      'MODEL_REFUSED',
      /16 × 20/,
    ],
    [
      'an operator that does not exist',
      encodeModel(graph({ nodes: [{ ...graph().nodes[0]!, op: 'Magic' }] })).slice(),
      'MODEL_REFUSED',
      /ONNX Runtime says/,
    ],
    ['a text', new TextEncoder().encode('no model'), 'FILE_MALFORMED', /./],
  ])('%s is refused with the reason', async (name, bytes, code, words) => {
    const refused = inspectOnnx(file(`${name}.onnx`, bytes))
    await expect(refused).rejects.toMatchObject({ code })
    await expect(refused).rejects.toThrow(words)
  })

  test('another file than the one that was looked at is refused', async () => {
    const path = file('swapped.onnx', encodeModel(graph()).slice())
    const { plan } = await inspectOnnx(path)
    file('swapped.onnx', encodeModel(graph({ metadata: { changed: 'since' } })).slice())
    await expect(importOnnx(path, plan, join(home, 'models'))).rejects.toMatchObject({
      code: 'MODEL_REFUSED',
    })
  })
})
