import { expect, test } from 'vitest'
import type { DatasetInspection, InspectedCase } from '#shared/ipc/dataset'
import { Experiment, type ExperimentFile } from '#shared/domain/experiment'
import { preflight, preflightLines } from '#electron/host/runs/preflight'
import { SeptumError } from '#shared/errors/SeptumError'
import { folderWith } from '../../../../fixtures/folders'

const inspected = (id: string, x = 1.5): InspectedCase => ({
  id,
  shape: [10, 200, 200],
  spacingMm: { x, y: x, z: 8 },
  phases: { ed: { frame: 1 }, es: { frame: 8 } },
  volumesMl: { ed: {}, es: {} },
  problems: [],
})

const data = (cases: InspectedCase[], lvShare = 0.03): DatasetInspection => ({
  layout: 'acdc',
  folder: '/hearts',
  cases,
  summary: {
    cases: cases.length,
    slices: cases.length * 20,
    labelledSlices: cases.length * 18,
    groups: {},
    classShare: { 'lv-cavity': lvShare, 'lv-myocardium': 0.03, 'rv-cavity': 0.03 },
    citation: '',
    licence: '',
  },
})
const hearts = (count: number) => Array.from({ length: count }, (_, n) => inspected(`patient${n + 1}`))

const room = { freeMemoryBytes: 12e9, diskBytes: 100e9 }
const experiment = (more: Partial<ExperimentFile> = {}) =>
  Experiment.parse({
    schema: 'septum-experiment/1',
    name: 'a',
    data: { folder: '/hearts', split: { train: 8, validation: 2, test: 2, seed: 1 } },
    ...more,
  })

const said = (lines: ReturnType<typeof preflightLines>) =>
  lines.filter(({ level }) => level !== 'ok').map(({ level, topic }) => `${level} ${topic}`)

test('twelve good hearts and enough room: every line is green (R-TR-1)', () => {
  expect(said(preflightLines(experiment(), data(hearts(12)), room))).toEqual([])
})

test('more cases asked for than there are blocks the start', () => {
  const lines = preflightLines(experiment(), data(hearts(11)), room)
  expect(said(lines)).toEqual(['stop Cases'])
  expect(lines[0]!.text).toContain('11')
})

test('a case in two parts, and a name that is not there, block the start', () => {
  const split = { train: ['patient1', 'patient2'], validation: ['patient3'], test: ['patient1', 'patient99'] }
  const lines = preflightLines(experiment({ data: { folder: '/hearts', split } }), data(hearts(12)), room)
  expect(said(lines)).toEqual(['stop Leakage', 'stop Cases'])
  expect(lines.map(({ text }) => text).join()).toMatch(/patient1.*patient99/)
})

test('a case whose ED labels are cut gets a line with its name, the phase and the cause (R-TR-1)', () => {
  const cause = 'File patient3_frame01_gt.nii.gz ends after 72 of 82 slices.'
  const cut: InspectedCase = {
    ...inspected('patient3'),
    volumesMl: { ed: {}, es: { 'lv-cavity': 70 } },
    problems: [cause],
  }
  const cases = hearts(12).map((one) => (one.id === cut.id ? cut : one))
  const lines = preflightLines(experiment(), data(cases), room)
  expect(said(lines)).toEqual(['warn Cases'])
  expect(lines.find(({ level }) => level === 'warn')!.text).toBe(`patient3: ED will be left out. ${cause}`)

  const others = { train: ['patient1', 'patient2'], validation: ['patient4'], test: [] }
  expect(
    said(preflightLines(experiment({ data: { folder: '/hearts', split: others } }), data(cases), room)),
  ).toEqual([])
})

test('a case with labels at one phase only, and a file that is no case, are named; thirty damaged ones share the last line', () => {
  const half: InspectedCase = { ...inspected('half'), volumesMl: { ed: { 'lv-cavity': 90 }, es: {} } }
  const lost: InspectedCase = { ...inspected('/hearts/cut.nii'), shape: [], problems: ['It is cut.'] }
  const texts = (cases: InspectedCase[]) =>
    preflightLines(experiment(), data([...hearts(12), ...cases]), room)
      .filter(({ level }) => level === 'warn')
      .map(({ text }) => text)
  expect(texts([half, lost])).toEqual([
    'half: ES will be left out. Its ES labels are missing.',
    '/hearts/cut.nii: It is cut.',
  ])
  const many = texts(Array.from({ length: 30 }, (_, n) => ({ ...lost, id: `damaged${n}` })))
  expect(many).toHaveLength(13)
  expect(many.at(-1)).toMatch(/^18 more with problems: damaged12, .*damaged29$/)
})

test('few patients are allowed, with the uncertainty said (R-TR-3)', () => {
  const split = { train: 4, validation: 1, test: 1, seed: 1 }
  expect(
    said(preflightLines(experiment({ data: { folder: '/hearts', split } }), data(hearts(6)), room)),
  ).toEqual(['warn Patients'])
})

test('a structure below 2 % of the pixels asks for a Dice loss (R-TR-2), one that is never labelled blocks', () => {
  const entropy = experiment({ training: { loss: 'cross-entropy' } })
  expect(said(preflightLines(entropy, data(hearts(12), 0.012), room))).toEqual(['warn Structures'])
  expect(said(preflightLines(experiment(), data(hearts(12), 0.012), room))).toEqual([])
  expect(said(preflightLines(experiment(), data(hearts(12), 0), room))).toEqual(['stop Structures'])
})

test('structures that are as they should be share one line, and a length that nobody knows is not printed (X14)', () => {
  const textsOf = (cases: InspectedCase[], topic: string) =>
    preflightLines(experiment(), data(cases), room).flatMap((line) =>
      line.topic === topic ? [line.text] : [],
    )
  expect(textsOf(hearts(12), 'Structures')).toEqual([
    expect.stringMatching(/^Of the pixels: RV cavity .+ %, /),
  ])
  const uncalibrated = hearts(12).map((one) => ({ ...one, pixels: { 'lv-cavity': 90 } }))
  expect(textsOf(uncalibrated, 'Spacing')).toEqual(['The size of a pixel is not known'])
})

test('too large a batch names the one that fits; a full disk blocks', () => {
  const lines = preflightLines(experiment({ training: { batch: 64 } }), data(hearts(12)), {
    ...room,
    freeMemoryBytes: 4e9,
  })
  expect(said(lines)).toEqual(['warn Memory'])
  expect(lines.find(({ topic }) => topic === 'Memory')!.remedy).toMatch(/^Batch 64 → \d+ fits\.$/)
  expect(said(preflightLines(experiment(), data(hearts(12)), { ...room, diskBytes: 1e8 }))).toEqual([
    'stop Disk',
  ])
})

test('the memory that was worked out by compiling is compared with what is free, images included', () => {
  const need = { fixedBytes: 0.6e9, perImageBytes: 0.1e9 }
  const line = (freeMemoryBytes: number) =>
    preflightLines(experiment(), data(hearts(12)), { ...room, freeMemoryBytes }, need).find(
      ({ topic }) => topic === 'Memory',
    )
  // a batch of 8, and 240 slices of 160 × 160 pixels at 5 bytes: 0.6 + 0.8 + 0.03 GB
  expect(line(2e9)).toMatchObject({ level: 'ok', text: 'About 1.4 GB of 2.0 GB that are free' })
  expect(line(1.2e9)).toMatchObject({ level: 'warn', remedy: 'Batch 8 → 5 fits.' })
  expect(line(0.5e9)).toMatchObject({ level: 'stop' })
})

test('spacings that differ ask for resampling when it is off', () => {
  const mixed = [...hearts(11), inspected('patient12', 0.9)]
  const raw = experiment({ preparation: { spacingMm: null } })
  expect(said(preflightLines(raw, data(mixed), room))).toEqual(['warn Spacing'])
  expect(said(preflightLines(experiment(), data(mixed), room))).toEqual([])
})

test('a file that is no case has no spacing that could differ', () => {
  const lost = { ...inspected('/hearts/cut.nii', 0), shape: [], problems: ['It is cut.'] }
  const raw = experiment({ preparation: { spacingMm: null } })
  expect(said(preflightLines(raw, data([...hearts(12), lost]), room))).toEqual(['warn Cases'])
})

test('a folder that cannot be inspected is one red line with the cause and the remedy', async () => {
  const inspect = () =>
    Promise.reject(new SeptumError('LAYOUT_UNKNOWN', { folder: '/hearts', known: 'ACDC' }))
  const lines = await preflight(experiment(), { inspect }, folderWith())
  expect(said(lines)).toEqual(['stop Data'])
  expect(lines[0]!.text).toContain('/hearts')
})

test('what takes longer than a moment is marked as pending, and stands in the next answer (R-TR-1)', async () => {
  let finish: (inspection: DatasetInspection) => void = () => undefined
  const read = new Promise<DatasetInspection>((resolve) => (finish = resolve))
  const never = () => new Promise<null>(() => undefined)
  const ask = () => preflight(experiment(), { inspect: () => read }, folderWith(), never)
  const startedMs = performance.now()
  expect(await ask()).toMatchObject([{ topic: 'Data', pending: true }])
  finish(data(hearts(12)))
  const lines = await ask()
  expect(lines.find(({ topic }) => topic === 'Cases')).toBeDefined()
  const memory = lines.find(({ topic }) => topic === 'Memory')
  expect(memory).toMatchObject({ pending: true, text: expect.stringMatching(/^Roughly/) as string })
  expect(performance.now() - startedMs).toBeLessThan(1000) // two answers
})
