import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readerHandlers } from '#electron/compute/reading/readerHandlers'
import { labelledCases } from '#electron/compute/training/labelledCases'
import { openCase } from '#electron/datasets/openCase'
import type { Contour } from '#shared/domain/contour'
import { contourKey } from '#shared/domain/contour'
import type { Change } from '#shared/domain/segmentation'
import type { Septum } from '#shared/ipc/areas'
import { folderWith } from '../../../../fixtures/folders'
import { tinySide, tinySlices, writeTinyHearts } from '../../compute/tinyHearts'
import { openHost } from '../openHost'

const name = 'Site study'
const never = new AbortController().signal

/** Four hearts in the Library; the last came without masks. */
async function hearts() {
  const home = folderWith()
  const folder = join(home, 'hearts')
  writeTinyHearts(folder, 4)
  for (const frame of ['01', '02']) rmSync(join(folder, 'patient004', `patient004_frame${frame}_gt.nii.gz`))
  const workspace = join(home, 'ws')
  const { septum } = await openHost(workspace, { reading: readerHandlers().reading })
  await septum.library.add({ folder })
  const { rows } = await septum.library.list({ after: null })
  const idOf = (patient: string): string => rows.find((row) => row.name === patient)!.id
  return { septum, desk: septum.datasets, idOf, workspace }
}

const square = (from: number, to: number) => [
  { x: from, y: from },
  { x: to, y: from },
  { x: to, y: to },
  { x: from, y: to },
]
const endo = (slice: number, phase: number, state: Contour['state'] = 'accepted', to = 9.5): Contour => ({
  ...{ boundary: 'lv-endo', slice, phase, rings: [square(5.5, to)], knots: null },
  ...{ state, source: 'hand', author: 'HW' },
})

let count = 0
async function draw(
  septum: Septum,
  id: string,
  contours: readonly Contour[],
  more: Change[] = [],
): Promise<void> {
  const changes: Change[] = contours.map((after) => ({
    kind: 'contour',
    key: contourKey(after),
    before: null,
    after,
  }))
  const at = '2026-12-01T09:00:00.000Z'
  const edit = {
    id: `draw ${++count}`,
    label: 'Draw',
    at,
    actor: 'HW',
    place: null,
    changes: [...changes, ...more],
  }
  await septum.studies.open({ id })
  await septum.studies.append({ id, entries: [{ type: 'edit', edit }] })
  await septum.studies.close({ id })
}

const everySlice = (phase: number, to?: number) =>
  Array.from({ length: tinySlices }, (_, slice) => endo(slice, phase, 'accepted', to))

/** Pixels of LV cavity at ED in a case as a run would read it. */
async function cavityOf(file: string, patient: string): Promise<number> {
  const source = (await labelledCases(file, 'auto', never)).find((one) => one.name === patient)!
  const reader = await openCase(source)
  const labels = (await reader.labels(source.ed!))!
  reader.close()
  return labels.filter((label) => label === 3).length
}

test('a study that came without labels is trained on by what its reader drew (J3 to J5)', async () => {
  const { septum, desk, idOf, workspace } = await hearts()
  await draw(septum, idOf('patient004'), [...everySlice(0), ...everySlice(1, 8.5)])
  const made = await desk.add({ name, studies: [idOf('patient003'), idOf('patient004')], fresh: true })
  const { source } = made.content.cases[idOf('patient004')]!
  expect(source).toMatchObject({
    labelled: ['lv-endo'],
    contours: { readers: ['HW'], count: 2 * tinySlices, own: 2 * tinySlices },
  })
  expect(made.content.cases[idOf('patient003')]!.source.contours).toBeUndefined()
  const { checked } = await desk.check({ name, version: null })
  const drawn = checked.find(({ id }) => id === idOf('patient004'))!
  expect(drawn.ed).toMatchObject({ regions: ['lv-cavity'], pixels: { 'lv-cavity': tinySlices * 16 } })
  expect(drawn.es).toMatchObject({ pixels: { 'lv-cavity': tinySlices * 9 } })
  expect(drawn.findings.filter(({ severity }) => severity === 'blocker')).toEqual([])
  const file = join(workspace, 'datasets', name, 'draft.json')
  expect(await cavityOf(file, 'patient004')).toBe(tinySlices * 16)
  const { bytes } = await desk.picture({
    ...{ name, version: null, case: idOf('patient004'), phase: 'ed', slice: 1, fix: null },
  })
  expect(bytes.subarray(tinySide ** 2, 2 * tinySide ** 2).filter((label) => label === 3)).toHaveLength(16)
})

test('a corrected contour is learnt with the rest of the source’s labels, until one asks for the source again', async () => {
  const { septum, desk, idOf } = await hearts()
  const id = idOf('patient001')
  await draw(septum, id, [endo(1, 0)])
  const made = await desk.add({ name, studies: [id], fresh: true })
  expect(made.content.cases[id]!.source.labelled).toEqual(['lv-endo', 'lv-epi', 'rv-endo'])
  expect(made.content.cases[id]!.source.contours).toMatchObject({ readers: ['HW'], own: 1 })
  const figures = async () => {
    const { checked } = await desk.check({ name, version: null })
    return checked[0]!.ed!.pixels
  }
  const corrected = await figures()
  const source = await desk.labelsFrom({ name, cases: [id], from: 'source' })
  expect(source.content.cases[id]!.source.contours).toBeUndefined()
  expect(source.checked).toEqual([]) // what was found in other labels says nothing of these
  const plain = await figures()
  // A disc of radius 6 on one of three slices became 16 pixels; what the square leaves of it is wall now.
  expect(plain['lv-cavity']! - corrected['lv-cavity']!).toBeGreaterThan(80)
  expect(corrected['rv-cavity']).toBe(plain['rv-cavity'])
  expect((await desk.undo({ name })).content.cases[id]!.source.contours).toBeDefined()
  expect((await desk.labelsFrom({ name, cases: [id], from: 'source' })).undo).toBe(
    'Take the labels of the source',
  )
  await figures()
  expect((await desk.open({ name, version: null })).content.cases[id]!.source.contours).toBeUndefined()
})

test('a draft follows its readers at each check, and a frozen version never changes (F-DS-1)', async () => {
  const { septum, desk, idOf, workspace } = await hearts()
  const id = idOf('patient004')
  await draw(septum, id, [...everySlice(0), ...everySlice(1)])
  const all = ['patient001', 'patient002', 'patient003', 'patient004'].map(idOf)
  await desk.add({ name, studies: all, fresh: true })
  for (const one of all)
    await desk.command({ name, command: { do: 'separate', case: one, reason: 'phantom' } })
  await desk.freeze({ name })
  const frozen = join(workspace, 'datasets', name, 'v1.json')
  expect(await cavityOf(frozen, 'patient004')).toBe(tinySlices * 16)
  await draw(septum, id, everySlice(0, 12.5))
  const { checked } = await desk.check({ name, version: 1 })
  expect(checked.flatMap(({ findings }) => findings).filter(({ kind }) => kind === 'changed')).toEqual([])
  expect(await cavityOf(frozen, 'patient004')).toBe(tinySlices * 16)
  await desk.command({ name, command: { do: 'exclude', cases: [idOf('patient003')], reason: 'blurred' } })
  const { undo } = await desk.check({ name, version: null })
  expect(undo).toBe('Take labels as they are now')
  expect(await cavityOf(join(workspace, 'datasets', name, 'draft.json'), 'patient004')).toBe(tinySlices * 49)
})

test('a study that left the Library keeps in the draft what was taken of it (R-LIB-5)', async () => {
  const { septum, desk, idOf, workspace } = await hearts()
  const id = idOf('patient004')
  await draw(septum, id, [...everySlice(0), ...everySlice(1)])
  await desk.add({ name, studies: [id], fresh: true })
  rmSync(join(workspace, 'studies', id), { recursive: true })
  const { content, checked } = await desk.check({ name, version: null })
  expect(content.cases[id]!.source.contours).toBeDefined()
  expect(checked[0]!.ed).toMatchObject({ pixels: { 'lv-cavity': tinySlices * 16 } })
})

test('drafts of a model, slices that do not count, and boundaries with a gap are no labels; the gap is told of', async () => {
  const { septum, desk, idOf } = await hearts()
  const id = idOf('patient004')
  await draw(septum, id, [endo(0, 0, 'draft'), endo(1, 0, 'draft')])
  expect((await desk.add({ name, studies: [id], fresh: true })).content.cases[id]!.source.labelled).toEqual(
    [],
  )
  await draw(septum, id, [endo(0, 0), endo(2, 0), endo(0, 1), endo(1, 1)])
  const gap = await desk.check({ name, version: null })
  expect(gap.checked[0]!.ed).toBeNull()
  expect(gap.checked[0]!.es).toMatchObject({ pixels: { 'lv-cavity': 2 * 16 } })
  expect(gap.checked[0]!.findings.map(({ text }) => text).join()).toContain(
    'LV endo has no contour on 1 slice between the first and the last at ED (2)',
  )
  await draw(septum, id, [], [{ kind: 'excluded', place: '2/0', before: false, after: true }])
  const { checked } = await desk.check({ name, version: null })
  expect(checked[0]!.ed).toMatchObject({ pixels: { 'lv-cavity': 16 } })
})

test('kept contours that were changed behind the data set’s back are refused by name', async () => {
  const { septum, desk, idOf, workspace } = await hearts()
  const id = idOf('patient004')
  await draw(septum, id, [...everySlice(0), ...everySlice(1)])
  await desk.add({ name, studies: [id], fresh: true })
  const folder = join(workspace, 'datasets', name, 'contours')
  const file = join(folder, readdirSync(folder)[0]!)
  writeFileSync(file, readFileSync(file, 'utf8').replace('9.5', '7.5'))
  const { checked } = await desk.check({ name, version: null })
  expect(checked[0]!.findings[0]).toMatchObject({ kind: 'unreadable', severity: 'blocker', file })
})
