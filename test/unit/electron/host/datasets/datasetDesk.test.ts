import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readExperiment } from '#electron/compute/training/runPlan'
import { readerHandlers } from '#electron/compute/reading/readerHandlers'
import { labelledCases } from '#electron/compute/training/labelledCases'
import { readVersion } from '#electron/datasets/versionCases'
import { folderWith } from '../../../../fixtures/folders'
import { tinyExperiment, writeTinyHearts } from '../../compute/tinyHearts'
import { openHost } from '../openHost'

async function hearts(patients = 5) {
  const home = folderWith()
  const folder = join(home, 'hearts')
  writeTinyHearts(folder, patients)
  const workspace = join(home, 'ws')
  const { septum } = await openHost(workspace, { reading: readerHandlers().reading })
  const make = (name: string) => septum.datasets.addFolder({ name, folder, fresh: true })
  return { home, folder, workspace, septum, make, desk: septum.datasets }
}
/** Images that differ from patient to patient, which the tiny hearts hardly do. */
const idOf = (opened: { content: { cases: object } }, at: number) => Object.keys(opened.content.cases)[at]!

describe('a data set with versions (F-DS-1, R-DS-1)', () => {
  test('is made from a folder, checked, frozen; the next edit begins version 2 with a diff; undo takes it back', async () => {
    const { make, desk } = await hearts()
    const made = await make('Site study')
    expect([made.version, made.state, Object.keys(made.content.cases).length]).toEqual([1, 'draft', 5])
    expect(made.checked).toEqual([])
    const grouped = await desk.check({ name: 'Site study', version: null })
    expect(grouped.checked).toHaveLength(5)
    for (const id of Object.keys(grouped.content.cases).slice(1))
      if (grouped.content.cases[id]!.patient === grouped.content.cases[idOf(grouped, 0)]!.patient)
        await desk.command({
          name: 'Site study',
          command: { do: 'separate', case: id, reason: 'phantoms of one mould' },
        })
    await desk.command({
      name: 'Site study',
      command: {
        do: 'draw',
        split: { ratios: { train: 0.6, validation: 0.2, test: 0.2 }, strata: 'none', seed: 3 },
      },
    })
    const frozen = await desk.freeze({ name: 'Site study' })
    expect([frozen.version, frozen.state]).toEqual([1, 'frozen'])
    expect(frozen.hash).toMatch(/^[0-9a-f]{64}$/)

    const id = idOf(frozen, 2)
    const next = await desk.command({
      name: 'Site study',
      command: { do: 'exclude', cases: [id], reason: 'blurred' },
    })
    expect([next.version, next.state, next.basedOn, next.undo]).toEqual([2, 'draft', 1, 'Exclude patient003'])
    expect(next.diff?.removed).toEqual(['patient003'])
    const back = await desk.undo({ name: 'Site study' })
    expect([back.diff?.removed, back.redo]).toEqual([[], 'Exclude patient003'])
    expect((await desk.list())[0]!.versions.map(({ version, state }) => [version, state])).toEqual([
      [2, 'draft'],
      [1, 'frozen'],
    ])
    await desk.discard({ name: 'Site study' })
    expect((await desk.open({ name: 'Site study', version: null })).state).toBe('frozen')
  })

  test('a taken name, a missing one, and a folder without labels are refused in words', async () => {
    const { make, desk, home, septum } = await hearts(3)
    await make('a')
    await expect(make('A')).rejects.toMatchObject({ fault: { code: 'DATASET_EXISTS' } })
    await expect(desk.open({ name: 'b', version: null })).rejects.toMatchObject({
      fault: { code: 'NOT_FOUND' },
    })
    const lone = join(home, 'images')
    cpSync(join(home, 'hearts', 'patient001', 'patient001_frame01.nii.gz'), join(lone, 'a.nii.gz'))
    await expect(septum.datasets.addFolder({ name: 'c', folder: lone, fresh: true })).rejects.toMatchObject({
      fault: { code: 'LAYOUT_UNKNOWN' },
    })
    await expect(desk.open({ name: '../x', version: null })).rejects.toMatchObject({
      fault: { code: 'REQUEST_INVALID' },
    })
  })

  test('blockers keep it open until they are fixed or excluded', async () => {
    const { make, desk, folder } = await hearts(6)
    const mask = join(folder, 'patient002', 'patient002_frame01_gt.nii.gz')
    writeFileSync(mask, readFileSync(mask).subarray(0, 40))
    const made = await make('hearts')
    const apart = async () => {
      for (const id of Object.keys(made.content.cases))
        await desk.command({ name: 'hearts', command: { do: 'separate', case: id, reason: 'phantom' } })
    }
    await apart()
    await expect(desk.freeze({ name: 'hearts' })).rejects.toMatchObject({
      fault: { code: 'DATASET_BLOCKED', cause: expect.stringContaining('1 blocker') },
    })
    const bad = Object.entries(made.content.cases).find(([, { source }]) => source.name === 'patient002')![0]
    await desk.command({ name: 'hearts', command: { do: 'exclude', cases: [bad], reason: 'damaged' } })
    expect((await desk.freeze({ name: 'hearts' })).state).toBe('frozen')
  })

  test('images that are the same count as one patient, and never stand in two parts (R-DS-7, U26)', async () => {
    const { make, desk, folder } = await hearts(4)
    for (const phase of ['01', '02'])
      cpSync(
        join(folder, 'patient001', `patient001_frame${phase}.nii.gz`),
        join(folder, 'patient004', `patient004_frame${phase}.nii.gz`),
      )
    const made = await make('hearts')
    const checked = await desk.check({ name: 'hearts', version: null })
    const [first, last] = [idOf(made, 0), idOf(made, 3)]
    expect(checked.content.cases[last]!.patient).toBe(checked.content.cases[first]!.patient)
    const found = checked.checked
      .flatMap(({ findings }) => findings)
      .filter(({ kind }) => kind === 'duplicate')
    expect(found.map(({ text }) => text).join()).toContain('the same, value for value')
  })

  test('a removed data set can be brought back', async () => {
    const { make, desk } = await hearts(3)
    await make('hearts')
    await desk.remove({ name: 'hearts' })
    expect(await desk.list()).toEqual([])
    await desk.restore({ name: 'hearts' })
    expect((await desk.list()).map(({ name }) => name)).toEqual(['hearts'])
  })
})

describe('an experiment on a version', () => {
  async function frozenHearts() {
    const all = await hearts(5)
    const made = await all.make('hearts')
    for (const id of Object.keys(made.content.cases))
      await all.desk.command({ name: 'hearts', command: { do: 'separate', case: id, reason: 'phantom' } })
    const id = idOf(made, 0)
    await all.desk.command({
      name: 'hearts',
      command: { do: 'fix', case: id, fix: { kind: 'drop-phase', phase: 'es' } },
    })
    const frozen = await all.desk.freeze({ name: 'hearts' })
    return { ...all, frozen, file: join(all.workspace, 'datasets', 'hearts', 'v1.json') }
  }

  test('names it and its number; cases, fixes and parts are those of the version', async () => {
    const { home, workspace, file } = await frozenHearts()
    const written = join(home, 'experiment.json')
    const { data: _, ...rest } = tinyExperiment('')
    writeFileSync(written, JSON.stringify({ ...rest, data: { dataset: 'hearts', version: 1 } }))
    const experiment = await readExperiment(written, join(workspace, 'datasets'))
    expect(experiment.data.folder).toBe(file)
    expect(Object.values(experiment.data.split).flat()).toHaveLength(5)
    const cases = await labelledCases(file, 'auto', new AbortController().signal)
    expect(cases.find(({ name }) => name === 'patient001')!.fixes).toEqual([
      { kind: 'drop-phase', phase: 'es' },
    ])
    await expect(readExperiment(written)).rejects.toMatchObject({ code: 'EXPERIMENT_INVALID' })
  })

  test('a version whose file was changed is refused', async () => {
    const { file } = await frozenHearts()
    writeFileSync(file, readFileSync(file, 'utf8').replace('"seed": 1', '"seed": 2'))
    await expect(readVersion(file)).rejects.toMatchObject({ code: 'DATASET_CHANGED' })
  })

  test('is offered for training with its parts; a run on a draft freezes it (R-DS-1)', async () => {
    const { desk, septum, workspace, frozen } = await frozenHearts()
    await desk.command({
      name: 'hearts',
      command: { do: 'exclude', cases: [idOf(frozen, 4)], reason: 'for version 2' },
    })
    const rows = await septum.training.datasets()
    const draft = rows.find(({ version }) => version?.state === 'draft')!
    expect([draft.labelled, draft.version?.version, draft.version?.splits]).toMatchObject([4, 2, [{}]])
    expect(existsSync(join(workspace, 'datasets', 'hearts', 'v2.json'))).toBe(false)
    const { Experiment } = await import('#shared/domain/experiment')
    const experiment = Experiment.parse({
      ...tinyExperiment(draft.folder),
      data: { folder: draft.folder, split: draft.version!.splits[0]! },
    })
    await septum.training.start({ experiment })
    expect(existsSync(join(workspace, 'datasets', 'hearts', 'v2.json'))).toBe(true)
    expect((await desk.open({ name: 'hearts', version: null })).state).toBe('frozen')
  })
})

test('a picture shows a slice with its labels, and with the labels as a fix would make them', async () => {
  const { make, desk } = await hearts(3)
  const made = await make('hearts')
  const { header, bytes } = await desk.picture({
    ...{ name: 'hearts', version: null, case: idOf(made, 0), phase: 'ed', slice: 1 },
    fix: { kind: 'drop-phase', phase: 'ed' },
  })
  expect([header.columns, header.rows, bytes.length]).toEqual([32, 32, 3 * 1024])
  expect(bytes.subarray(1024, 2048).includes(3)).toBe(true)
  expect(bytes.subarray(2048).every((label) => label === 0)).toBe(true)
})
