import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CaseResult, MeanScore, RegionScore } from '#shared/domain/evaluation'
import { emptyContent } from '#shared/domain/dataset'
import { Experiment } from '#shared/domain/experiment'
import type { ModelCard } from '#shared/domain/model'
import type { SentMetric } from '#shared/domain/plugin'
import type { JournalEntry } from '#shared/domain/segmentation'
import type { Septum } from '#shared/ipc/areas'
import type { MeasuredCase } from '#shared/ipc/children'
import { toFault } from '#shared/errors/SeptumError'
import { versionHash } from '#electron/datasets/versionHash'
import { writeAtomic } from '#electron/workspace/atomicFile'
import { writeJson } from '#electron/workspace/jsonFile'
import { keepConsent, pluginHash, pluginsFolder } from '#electron/workspace/plugins/pluginFiles'
import { folderWith } from '../../../../fixtures/folders'
import type { Answers } from '../childrenInHand'
import { heart, openedHeart } from '../hearts'
import { openHost } from '../openHost'

const volumes = {
  edvMl: 100,
  esvMl: 50,
  efPercent: 50,
  rvEdvMl: null,
  rvEsvMl: null,
  rvEfPercent: null,
  massG: null,
}
const score = (dice: number): RegionScore => ({ dice, hdMm: 3, hd95Mm: 2 })
const resultOf = (id: string, dice: number): CaseResult => ({
  id,
  part: 'test',
  structures: { 'lv-cavity': { ed: score(dice), es: score(dice) } },
  ...volumes,
  reference: volumes,
})

/** A model trained on patient001, chosen on patient002, tested on `test`; its own test gave Dice 0.9. */
function card(name: string, data: string, test: string[], train = ['patient001']): ModelCard {
  const split = { train, validation: ['patient002'], test }
  const experiment = Experiment.parse({ schema: 'septum-experiment/1', name, data: { folder: data, split } })
  return {
    schema: 'septum-model/1',
    id: `${name}@1`,
    name,
    version: 1,
    network: { id: 'unet-2d', options: {} },
    channels: ['lv-cavity'],
    preparation: experiment.preparation,
    prediction: experiment.prediction,
    postprocessing: experiment.postprocessing,
    trainedOn: { data, cases: train, slices: 10, spacingMm: { min: 1, max: 1 } },
    experiment,
    transfer: null,
    imported: null,
    result: {
      run: `${name}.1`,
      model: `${name}@1`,
      seconds: 1,
      cases: test.map((id) => resultOf(id, 0.9)),
      mean: {},
      rule: '',
    },
    run: `${name}.1`,
    bestEpoch: 1,
    seconds: 1,
    engine: 'onnxruntime',
    createdAt: '2026-03-14T09:00:00.000Z',
    licence: '',
    state: 'draft',
    checksums: {},
  }
}

const names = ['patient001', 'patient002', 'patient003', 'patient004']

const meanOf = (cases: readonly CaseResult[]): MeanScore => ({
  dice: cases.reduce((sum, one) => sum + one.structures['lv-cavity']!.ed!.dice, 0) / cases.length,
  hdMm: null,
  hd95Mm: null,
  volumes: cases.length * 2,
  bothEmpty: 0,
  oneEmpty: 0,
})

/** Four labelled hearts in the Library, and children that count what they are asked to evaluate. */
async function comparing(cards: (data: string) => ModelCard[], failing = '') {
  const root = folderWith(Object.fromEntries(names.map((name) => [`hearts/${name}/${name}_4d.nii.gz`, ''])))
  const [workspace, hearts] = [join(root, 'workspace'), join(root, 'hearts')]
  for (const made of cards(hearts))
    await writeJson(join(workspace, 'models', made.name, '1', 'model.json'), made)
  const evaluated: string[] = []
  const masks: string[] = []
  const asked: string[] = []
  const read: string[] = []
  const answers: Answers = {
    reading: {
      scan: async ({ folder }, { progress }) => {
        const found = names.map((name) => heart(folder, name))
        progress({ files: 4, folders: 4, cases: 4, path: folder, found, refused: [] })
        return { filesRead: 4 }
      },
      open: async ({ source }) => openedHeart(source),
      close: async () => undefined,
      labels: async ({ source, phase }) => {
        read.push([source.name, ...(source.contours?.readers ?? [])].join(' '))
        return labelled(10 + phase)
      },
      maskFile: async ({ file }) => {
        masks.push(file)
        return labelled(20)
      },
      rasterise: async ({ contours }) => labelled(30 + contours.length),
    },
    inferring: {
      evaluate: async ({ source, modelFolder, out }) => {
        evaluated.push(`${modelFolder.split(/[/\\]/).at(-2)} ${source.name}`)
        const files = { ed: join(out, 'ed.nii.gz'), es: join(out, 'es.nii.gz') }
        for (const file of Object.values(files)) await writeAtomic(file, '')
        return { result: resultOf(source.name, 0.8), files }
      },
      score: async ({ source, metrics }) => measured(resultOf(source.name, 0.95), metrics, asked),
      measure: async ({ source, result, files, metrics }) => {
        expect(Object.keys(files)).toEqual(['ed', 'es'])
        return source.name === failing
          ? {
              result,
              failed: metrics.map(({ facts: { id } }) => ({ id, cause: `${id} failed on ${failing}.` })),
            }
          : measured(result, metrics, asked)
      },
      means: async ({ cases }) => ({ mean: { 'lv-cavity': meanOf(cases) }, rule: 'empty: none' }),
    },
  }
  const { septum } = await openHost(workspace, answers)
  await septum.library.add({ folder: hearts })
  return { septum, evaluated, masks, asked, read, hearts, workspace }
}

/** The metric `voxels` measures 7 everywhere. */
function measured(result: CaseResult, metrics: readonly SentMetric[], asked: string[]): MeasuredCase {
  if (metrics.length === 0) return { result, failed: [] }
  asked.push(`${result.id} ${metrics.map(({ base64 }) => Buffer.from(base64, 'base64').toString()).join()}`)
  const plugins = Object.fromEntries(metrics.map(({ facts }) => [facts.id, 7]))
  const phase = { ...result.structures['lv-cavity']!.ed!, plugins }
  return { result: { ...result, structures: { 'lv-cavity': { ed: phase, es: phase } } }, failed: [] }
}

/** A metric of the user's own, allowed with this content. */
async function allowMetric(workspace: string, text: string): Promise<void> {
  const facts = { id: 'voxels', kind: 'metric', title: 'Voxels', direction: 'lower' } as const
  await writeAtomic(join(pluginsFolder(workspace), 'voxels.js'), text)
  const sha256 = pluginHash(Buffer.from(text))
  await keepConsent(workspace, { ...facts, file: 'voxels.js', sha256, allowedAt: '2026-03-14T09:00:00.000Z' })
}

const labelled = (value: number) => ({
  header: { slices: 1, rows: 1, columns: 1 },
  bytes: Uint8Array.of(value),
})

const drawing = (author: string): JournalEntry => ({
  type: 'edit',
  edit: {
    id: `draw-${author}`,
    label: 'Draw LV endo',
    at: '2026-03-14T09:00:00.000Z',
    actor: author,
    place: { slice: 0, phase: 0 },
    changes: [
      {
        kind: 'contour',
        key: 'lv-endo/0/0',
        before: null,
        after: {
          boundary: 'lv-endo',
          slice: 0,
          phase: 0,
          rings: [
            [
              { x: 0, y: 0 },
              { x: 9, y: 0 },
              { x: 9, y: 9 },
            ],
          ],
          knots: null,
          state: 'accepted',
          source: 'hand',
          author,
        },
      },
    ],
  },
})

async function draw(septum: Septum, study: string) {
  await septum.studies.open({ id: study })
  await septum.studies.append({ id: study, entries: [drawing('AB')] })
  await septum.studies.close({ id: study })
}

test('two models on their common test cases: what one was not tested on is evaluated once, and kept', async () => {
  const { septum, evaluated } = await comparing((data) => [
    card('wide', data, ['patient003', 'patient004']),
    card('narrow', data, ['patient003']),
  ])
  const candidates = ['model:wide@1', 'model:narrow@1']
  const first = await septum.comparison.compare({ candidates })
  expect(evaluated).toEqual(['narrow patient004'])
  expect(first.candidates.map(({ name, cases }) => [name, cases])).toEqual([
    ['wide 1', 2],
    ['narrow 1', 1],
  ])
  expect(first.cases.map(({ id, seen }) => [id, seen])).toEqual([
    ['patient003', false],
    ['patient004', false],
  ])
  expect(first.means['model:wide@1']!['lv-cavity']!.dice).toBeCloseTo(0.9)
  expect(first.means['model:narrow@1']!['lv-cavity']!.dice).toBeCloseTo(0.85)
  expect(first.leftOut).toEqual([])
  await septum.comparison.compare({ candidates })
  expect(evaluated).toHaveLength(1)
})

test('a case that one of the models saw in training is marked, and left out of every mean (R-CP-5)', async () => {
  const { septum } = await comparing((data) => [
    card('wide', data, ['patient003', 'patient004']),
    card('leaky', data, ['patient003'], ['patient001', 'patient004']),
  ])
  const { cases, means } = await septum.comparison.compare({ candidates: ['model:wide@1', 'model:leaky@1'] })
  expect(cases.map(({ id, seen }) => [id, seen])).toEqual([
    ['patient003', false],
    ['patient004', true],
  ])
  expect(means['model:leaky@1']!['lv-cavity']).toMatchObject({ dice: 0.9, volumes: 2 })
})

/** A frozen version of the four hearts; the third is labelled by what a reader drew. */
async function frozenVersion(workspace: string, hearts: string): Promise<string> {
  const contours = {
    ...{ file: join(workspace, 'kept.json'), hash: 'a1', readers: ['HW'], count: 6, own: 6, journal: '1 1' },
    instead: { labelled: [], ed: 0, es: 1 },
  }
  const cases = names.map((name) => {
    const source = { ...heart(hearts, name), ...(name === 'patient003' && { contours }) }
    return [source.id, { source, patient: name }] as const
  })
  const content = { ...emptyContent(), cases: Object.fromEntries(cases) }
  const file = join(workspace, 'datasets', 'site', 'v1.json')
  await writeJson(file, {
    ...{
      schema: 'septum-dataset/1',
      name: 'site',
      version: 1,
      basedOn: null,
      frozenAt: '2026-03-14T09:00:00.000Z',
    },
    ...{ content, hashes: {}, hash: versionHash(content, {}) },
  })
  return file
}

test('a model that was trained on a version of a data set is tested on its test part alone, and knows whom it saw (R-CP-5)', async () => {
  let file = ''
  const root = await comparing((data) => {
    file = join(data, '..', 'workspace', 'datasets', 'site', 'v1.json')
    return [
      card('site', file, ['patient003', 'patient004']),
      card('wide', data, ['patient001', 'patient003'], ['patient009']),
    ]
  })
  const { septum, workspace, hearts, evaluated, read } = root
  expect(await frozenVersion(workspace, hearts)).toBe(file)
  const candidates = ['model:site@1', 'model:wide@1']
  expect((await septum.comparison.candidates()).map(({ id, cases }) => [id, cases])).toEqual([
    ['model:site@1', 2],
    ['model:wide@1', 2],
  ])
  const { cases } = await septum.comparison.compare({ candidates })
  const seen = () => cases.map(({ id, seen: was }) => [id, was]).toSorted()
  expect(seen()).toEqual([
    ['patient001', true],
    ['patient003', false],
    ['patient004', false],
  ])
  // The reference of patient003 is what its reader drew: the other model is measured by that too, not by its own test.
  expect(evaluated.toSorted()).toEqual(['site patient001', 'wide patient003', 'wide patient004'])
  await septum.comparison.labels({ study: 'acdc-patient003', phase: 'ed', of: 'reference' })
  expect(read.at(-1)).toBe('patient003 HW')
  await septum.comparison.labels({ study: 'acdc-patient004', phase: 'ed', of: 'reference' })
  expect(read.at(-1)).toBe('patient004')

  await rm(file)
  const without = await septum.comparison.compare({ candidates })
  expect(without.cases.find(({ id }) => id === 'patient001')!.seen).toBe(true)
})

test('a reader stands beside a model on what the reader drew; the rest is left out by name, with the reason (R-CP-4)', async () => {
  const { septum } = await comparing((data) => [card('wide', data, ['patient003', 'patient004'])])
  await draw(septum, 'acdc-patient003')
  const candidates = await septum.comparison.candidates()
  expect(candidates.map(({ id, cases }) => [id, cases])).toEqual([
    ['model:wide@1', 2],
    ['reader:AB', 1],
  ])
  const { cases, leftOut, means } = await septum.comparison.compare({
    candidates: ['model:wide@1', 'reader:AB'],
  })
  expect(cases.map(({ id }) => id)).toEqual(['patient003'])
  expect(leftOut).toEqual([{ id: 'patient004', reason: expect.stringContaining('AB drew nothing') }])
  expect(means['reader:AB']!['lv-cavity']!.dice).toBe(0.95)
})

test('an allowed metric is measured for models and readers, once for each of its contents; none is run that was changed', async () => {
  const { septum, asked, workspace } = await comparing((data) => [card('wide', data, ['patient003'])])
  await draw(septum, 'acdc-patient003')
  await allowMetric(workspace, 'one')
  const candidates = ['model:wide@1', 'reader:AB']
  const first = await septum.comparison.compare({ candidates })
  expect(first.metrics).toEqual([{ id: 'voxels', kind: 'metric', title: 'Voxels', direction: 'lower' }])
  for (const id of candidates)
    expect(first.cases[0]!.byCandidate[id]!.structures['lv-cavity']!.es!.plugins).toEqual({ voxels: 7 })
  await septum.comparison.compare({ candidates: ['model:wide@1'] })
  expect(asked).toEqual(['patient003 one', 'patient003 one'])

  await writeAtomic(join(pluginsFolder(workspace), 'voxels.js'), 'two')
  expect((await septum.comparison.compare({ candidates })).metrics).toEqual([])
  await allowMetric(workspace, 'two')
  await septum.comparison.compare({ candidates: ['model:wide@1'] })
  expect(asked.at(-1)).toBe('patient003 two')
  expect(asked).toHaveLength(3)
})

test('a metric that fails on a case is told with its reason, and costs nobody the other figures', async () => {
  const tested = ['patient003', 'patient004']
  const { septum, asked, workspace } = await comparing((data) => [card('wide', data, tested)], 'patient003')
  await allowMetric(workspace, 'one')
  const { cases, notes, leftOut } = await septum.comparison.compare({ candidates: ['model:wide@1'] })
  expect(notes).toEqual(['voxels failed on patient003. It is left out from here on.'])
  expect(cases.map(({ id }) => id)).toEqual(tested)
  expect(leftOut).toEqual([])
  expect(asked).toEqual([])
})

test('a test case that the Library does not have is left out, naming the folder to add', async () => {
  const { septum, hearts } = await comparing((data) => [card('wide', data, ['patient003', 'patient099'])])
  const { leftOut } = await septum.comparison.compare({ candidates: ['model:wide@1'] })
  expect(leftOut).toEqual([{ id: 'patient099', reason: expect.stringContaining(hearts) }])
})

test('a pane gets what the network said before post-processing, or why that is not there', async () => {
  const before = async (made: ModelCard) => {
    const { septum, masks } = await comparing(() => [made])
    await septum.comparison.labels({ study: 'acdc-patient003', phase: 'ed', of: `model:${made.id}` })
    await writeAtomic(masks[0]!.replace('.nii.gz', '.before.nii.gz'), '')
    for (const phase of ['ed', 'es'] as const)
      await septum.comparison
        .labels({ study: 'acdc-patient003', phase, of: `model:${made.id}`, before: true })
        .catch((error: unknown) => masks.push(`${toFault(error).code} ${toFault(error).cause}`))
    return masks.slice(1)
  }
  const made = card('wide', '/elsewhere', ['patient003'])
  const [kept, missing] = await before(made)
  expect(kept).toMatch(/ed\.before\.nii\.gz$/)
  expect(missing?.split(' ')[0]).toBe('BEFORE_NOT_KEPT')
  expect(missing).toMatch(/patient003 was not kept: it was evaluated before Septum kept it/)
  const none = { ...made.postprocessing, largestComponents: false }
  expect((await before({ ...made, postprocessing: none }))[1]).toMatch(/no step follows the network/)
})

test('the panes get the reference, a model’s masks or a reader’s contours', async () => {
  const { septum, masks } = await comparing((data) => [card('wide', data, ['patient003'])])
  await draw(septum, 'acdc-patient003')
  const study = 'acdc-patient003'
  const shown = async (of: string, phase: 'ed' | 'es' = 'ed') =>
    (await septum.comparison.labels({ study, phase, of })).bytes[0]
  expect(await shown('reference')).toBe(10)
  expect(await shown('reference', 'es')).toBe(11)
  expect(await shown('model:wide@1')).toBe(20)
  expect(masks[0]).toMatch(/ed\.nii\.gz$/)
  expect(await shown('reader:AB')).toBe(31)
  await expect(shown('model:nobody@1')).rejects.toMatchObject({ fault: { code: 'NOT_FOUND' } })
  await expect(septum.comparison.compare({ candidates: ['reader:ZZ'] })).rejects.toMatchObject({
    fault: { code: 'NOT_FOUND' },
  })
})
