import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inferenceHandlers } from '#electron/compute/inference/inferenceHandlers'
import { inputCases } from '#electron/compute/inference/inputCases'
import { predictedMasks } from '#electron/compute/inference/predictedMasks'
import { WarmModels } from '#electron/compute/inference/warmModels'
import { acdcEvaluation } from '#electron/compute/evaluating/acdcEvaluation'
import { RunControl } from '#electron/compute/training/runControl'
import { trainRun } from '#electron/compute/training/trainRun'
import { openCase } from '#electron/datasets/openCase'
import { readNifti } from '#electron/formats/nifti/readNifti'
import { loopback } from '#electron/transport/loopback'
import { isBeforeFile } from '#shared/domain/beforeFile'
import type { Places } from '#shared/ipc/predictions'
import type { ExperimentResult } from '#shared/domain/evaluation'
import type { CaseSource } from '#shared/domain/study'
import { inferenceAreas } from '#shared/ipc/children'
import { connect } from '#shared/ipc/connect'
import { serve } from '#shared/ipc/serve'
import { tinyExperiment, tinySide, writeTinyHearts } from '../tinyHearts'

const never = new AbortController().signal
const quiet = { progress: () => undefined, signal: never }
let home: string
let modelFolder: string
let result: ExperimentResult
let tested: CaseSource

function inference() {
  const [ours, theirs] = loopback()
  serve(theirs, inferenceAreas, inferenceHandlers())
  return connect(ours, inferenceAreas).inferring
}

/** The source's own labels at ED and ES. */
async function labelsOf(source: CaseSource) {
  const reader = await openCase(source)
  try {
    return [await reader.labels(reader.opened.ed!), await reader.labels(reader.opened.es!)]
  } finally {
    reader.close()
  }
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'septum-inference-'))
  writeTinyHearts(join(home, 'hearts'), 4)
  mkdirSync(join(home, 'run'))
  const experiment = tinyExperiment('../hearts', { epochs: 16, validateEvery: 8, augmentation: null })
  writeFileSync(join(home, 'run', 'experiment.json'), JSON.stringify(experiment))
  const control = new RunControl()
  const folders = { runFolder: join(home, 'run'), modelsFolder: join(home, 'models') }
  result = await trainRun({ ...folders, control, signal: never, listen: () => undefined })
  modelFolder = join(home, 'models', 'tiny-hearts', '1')
  const cases = await inputCases(join(home, 'hearts', result.cases[0]!.id), never)
  tested = cases[0]!
})
afterAll(() => rmSync(home, { recursive: true }))

describe('a trained model is used on a case', () => {
  test('it suggests drafts that name it as their author, on the asked slice alone or on whole phases', async () => {
    const inferring = inference()
    const asked = { source: tested, model: result.model, modelFolder }
    const places: Places = { what: 'phases', phases: [0, 1] }
    const whole = await inferring.predict({ ...asked, places })
    expect(whole.model).toBe('tiny-hearts@1')
    const kinds = new Set(whole.contours.map(({ state, source, author }) => `${state} ${source} ${author}`))
    expect(kinds).toEqual(new Set(['draft model tiny-hearts@1']))
    expect(new Set(whole.contours.map(({ phase }) => phase))).toEqual(new Set([0, 1]))

    const kept = join(home, 'kept')
    const one = await inferring.predict({ ...asked, places: { what: 'slice', slice: 1, phase: 0 }, kept })
    expect(one.contours.length).toBeGreaterThan(0)
    expect(new Set(one.contours.map(({ slice }) => slice))).toEqual(new Set([1]))
    // Its masks are kept, after and before post-processing; of one slice they do not touch the others.
    expect(readdirSync(kept).sort()).toEqual(['phase001.before.nii.gz', 'phase001.nii.gz'])
    const keptSlice = async (slice: number) => {
      const { data } = await readNifti(join(kept, 'phase001.nii.gz'))
      return data.slice(slice * tinySide ** 2, (slice + 1) * tinySide ** 2)
    }
    expect([(await keptSlice(0)).some(Boolean), (await keptSlice(1)).some(Boolean)]).toEqual([false, true])
    const alone = await keptSlice(1)
    await inferring.predict({ ...asked, places: { what: 'phases', phases: [0] }, kept })
    expect((await keptSlice(0)).some(Boolean)).toBe(true)
    await inferring.predict({ ...asked, places: { what: 'slice', slice: 1, phase: 0 }, kept })
    expect(await keptSlice(1)).toEqual(alone)
    expect((await keptSlice(0)).some(Boolean)).toBe(true)
  })

  test('evaluated again it scores what the run scored, and leaves the same masks', async () => {
    const out = join(home, 'again')
    const { result: again, files } = await inference().evaluate({ source: tested, modelFolder, out })
    expect(again).toEqual(result.cases[0])
    const masks = readdirSync(join(home, 'run', 'predictions')).filter((name) => !isBeforeFile(name))
    expect(readdirSync(out).length).toBe(2 * masks.length)
    expect(Object.values(files).map((file) => file.slice(out.length + 1))).toEqual(masks)
    for (const mask of masks)
      expect(readFileSync(join(out, mask))).toEqual(readFileSync(join(home, 'run', 'predictions', mask)))
  })

  test("the expert's own contours score Dice 1 and no distance", async () => {
    const reader = await openCase(tested)
    const { imported } = reader.opened
    reader.close()
    const { result: score } = await inference().score({ source: tested, contours: imported, metrics: [] })
    expect(score.structures['lv-myocardium']).toMatchObject({
      ed: { dice: 1, hdMm: 0, hd95Mm: 0 },
      es: { dice: 1, hdMm: 0, hd95Mm: 0 },
    })
    expect(score.efPercent).toBeCloseTo(score.reference.efPercent!, 9)
    // Only what was drawn is scored: without the epicardium there is no myocardium.
    const cavities = imported.filter(({ boundary }) => boundary !== 'lv-epi')
    const { result: part } = await inference().score({ source: tested, contours: cavities, metrics: [] })
    expect(Object.keys(part.structures).sort()).toEqual(['lv-cavity', 'rv-cavity'])
  })

  test('a single NIfTI image is segmented on its own grid, with the label values that were asked for', async () => {
    const scan = join(home, 'scan.nii.gz')
    copyFileSync(join(tested.folder, `${tested.name}_frame01.nii.gz`), scan)
    const model = await new WarmModels().model(modelFolder)
    const options = { ...quiet, out: join(home, 'masks'), values: { 'lv-cavity': 7 } }
    const cases = await predictedMasks(await inputCases(scan, never), [model], options)
    const { postprocessing } = model.recipe
    expect(cases).toEqual([{ case: 'scan', files: [join(home, 'masks', 'scan.nii.gz')], postprocessing }])
    const mask = await readNifti(cases[0]!.files[0]!)
    expect(mask.shape).toEqual([1, 3, tinySide, tinySide])
    expect(mask.data.filter((value) => value === 7).length).toBeGreaterThan(100)
    expect(mask.data.includes(3)).toBe(false)
  })

  test('asked to mirror, the model finds the same cavity; the mean of a model with itself is that model', async () => {
    const model = await new WarmModels().model(modelFolder)
    const cases = await inputCases(tested.folder, never)
    const mirror = { ...model, recipe: { ...model.recipe, prediction: { mirror: true } } }
    const masks: Int16Array[] = []
    for (const [name, members] of Object.entries({ once: [model], mean: [model, model], mirror: [mirror] })) {
      const options = { ...quiet, out: join(home, name), values: {} }
      const [made] = await predictedMasks(cases, members as [typeof model], options)
      masks.push(Int16Array.from((await readNifti(made!.files[0]!)).data))
    }
    const [once, mean, mirrored] = masks
    expect(mean).toEqual(once)
    const cavity = (mask: Int16Array) => mask.filter((value) => value === 3).length
    expect(cavity(mirrored!) / cavity(once!)).toBeGreaterThan(0.8)
    expect(cavity(mirrored!) / cavity(once!)).toBeLessThan(1.25)
    expect(mirrored).not.toEqual(once)
  })

  test('a model whose weights were changed by one byte, or cut, is refused', async () => {
    const copy = join(home, 'copy')
    mkdirSync(copy)
    for (const file of readdirSync(modelFolder)) copyFileSync(join(modelFolder, file), join(copy, file))
    const weights = readFileSync(join(copy, 'weights.bin'))
    weights[100]! ^= 1
    writeFileSync(join(copy, 'weights.bin'), weights)
    const asked = { source: tested, modelFolder: copy, out: join(home, 'none') }
    await expect(inference().evaluate(asked)).rejects.toMatchObject({ fault: { code: 'MODEL_DAMAGED' } })
    writeFileSync(join(copy, 'model.json'), '{"schema":"septum-model/1"}')
    await expect(inference().evaluate(asked)).rejects.toThrow('its card is not valid')
    await expect(inference().evaluate({ ...asked, modelFolder: home })).rejects.toMatchObject({
      fault: { code: 'NOT_FOUND' },
    })
  })

  test("a plug-in's metric measures its masks, and one that fails is told and costs nothing else", async () => {
    const inferring = inference()
    const { result, files } = await inferring.evaluate({
      source: tested,
      modelFolder,
      out: join(home, 'kept-masks'),
    })
    const sent = (id: string, hash: string, measure: string) => ({
      ...{ facts: { id, kind: 'metric' as const, title: id }, sha256: hash.repeat(64) },
      base64: Buffer.from(
        `export default { septum: 1, kind: 'metric', id: '${id}', title: 'Own', direction: 'lower', measure: ${measure} }`,
      ).toString('base64'),
    })
    const missed = '({ truth, mask }) => truth.reduce((sum, one, at) => sum + (one && !mask[at] ? 1 : 0), 0)'
    const metrics = [
      sent('missed', 'a', missed),
      sent('broken', 'b', "() => { throw new Error('no heart') }"),
    ]
    const measured = await inferring.measure({ source: tested, result, files, metrics })
    expect(measured.failed).toEqual([{ id: 'broken', cause: expect.stringContaining('says: no heart') }])
    const { ed } = measured.result.structures['lv-cavity']!
    const mask = (await readNifti(files.ed!)).data
    const [own] = await labelsOf(tested)
    const expected = own!.reduce((sum, label, at) => sum + (label === 3 && mask[at] !== 3 ? 1 : 0), 0)
    expect(ed).toEqual({ ...result.structures['lv-cavity']!.ed, plugins: { missed: expected } })
  })

  test('it is exported as ONNX with card and checksum', async () => {
    const { files } = await inference().exportModel({
      modelFolder,
      folder: join(home, 'export'),
      format: 'onnx',
    })
    expect(files.map((file) => file.slice(join(home, 'export').length))).toEqual([
      '/tiny-hearts@1.onnx',
      '/tiny-hearts@1.json',
      '/tiny-hearts@1.sha256',
    ])
    expect(readFileSync(files[2]!, 'utf8')).toMatch(
      /^[0-9a-f]{64} {2}tiny-hearts@1\.onnx\n[0-9a-f]{64} {2}tiny-hearts@1\.json\n$/,
    )
  })
})

test('the catalogue describes a network without building it: unet-2d has 2,770,825 parameters', async () => {
  const inferring = inference()
  const [row] = await inferring.networks()
  expect(row).toMatchObject({ id: 'unet-2d', source: 'catalogue', trainableParameters: 2770825 })
  const narrow = await inferring.describe({
    id: 'x',
    network: 'unet-2d',
    options: { size: [64, 64], depth: 3 },
  })
  expect(narrow.layers[0]!.outputShape).toEqual([64, 64, 16])
})

describe('masks are scored against a reference (evaluation E4)', () => {
  test("the run's predictions score in the protocol what they scored in the run", async () => {
    const evaluation = await acdcEvaluation(join(home, 'hearts'), join(home, 'run', 'predictions'), quiet)
    expect(evaluation.cases).toEqual(result.cases)
    expect(evaluation.mean).toEqual(result.mean)
    expect(evaluation.missing).toHaveLength(6) // three patients that were not predicted, ED and ES
  })

  test('a folder of masks against itself scores Dice 1, empty structures told apart', async () => {
    const masks = join(home, 'run', 'predictions')
    const { cases, mean, missing } = await acdcEvaluation(masks, masks, quiet)
    expect(cases).toHaveLength(1)
    expect(missing).toEqual([])
    expect(mean['lv-cavity']).toMatchObject({ dice: 1, hdMm: 0, volumes: 2 })
  })

  test('a mask of another shape is refused by name', async () => {
    const other = join(home, 'other')
    mkdirSync(other)
    const image = join(home, 'hearts', 'patient001', 'patient001_frame01_gt.nii.gz')
    copyFileSync(image, join(other, 'patient002_ED.nii.gz')) // same shape: it counts
    await expect(acdcEvaluation(join(home, 'hearts'), other, quiet)).resolves.toMatchObject({
      protocol: 'acdc',
    })
    const { niftiGzBytes } = await import('#electron/formats/nifti/writeNifti')
    const grid = { spacingMm: { x: 4, y: 4, z: 10 }, orientation: null }
    const small = niftiGzBytes({ shape: [1, 2, 2, 2], data: new Uint8Array(8) }, { grid })
    writeFileSync(join(other, 'patient002_ED.nii.gz'), small)
    await expect(acdcEvaluation(join(home, 'hearts'), other, quiet)).rejects.toMatchObject({
      code: 'GEOMETRY_MISMATCH',
    })
  })
})
