import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { readerHandlers } from '#electron/compute/reading/readerHandlers'
import { labelledCases } from '#electron/compute/training/labelledCases'
import { openCase } from '#electron/datasets/openCase'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import type { LabelMapping } from '#shared/domain/labelMap'
import { folderWith } from '../../../../fixtures/folders'
import { openHost } from '../openHost'

afterEach(() => void delete process.env.SEPTUM_WORKSPACE)

const name = 'Coded hearts'
const side = 32
const shape = [1, 2, side, side] as const
const grid = { grid: { spacingMm: { x: 1, y: 1, z: 10 }, orientation: null }, unitAffine: true }
/** A cavity in a ring of wall and an RV beside it, in codes that nobody knows; each heart a little larger than the last. */
const coded = (n: number) =>
  Int16Array.from({ length: 2 * side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side) % side]
    const fromLv = Math.hypot(x - 19, y - 16)
    if (fromLv <= 5 + n / 2) return 500
    if (fromLv <= 9) return 200
    return Math.hypot(x - 6, y - 16) <= 4 ? 600 : 0
  })
const image = (n: number) => Float32Array.from(coded(n), (code, i) => code + ((i * (7 + n)) % 97))
const meant: LabelMapping = { 0: 'background', 200: 'lv-myocardium', 500: 'lv-cavity', 600: 'rv-cavity' }

async function codedHearts() {
  const workspace = folderWith()
  process.env.SEPTUM_WORKSPACE = workspace
  const numbers = [1, 2, 3, 4]
  const folder = folderWith({
    'dataset.json': JSON.stringify({
      channel_names: { 0: 'MRI' },
      labels: { background: 0, wall: 200, pool: 500, other: 600 },
    }),
    ...Object.fromEntries(
      numbers.flatMap((n) => [
        [`imagesTr/h${n}_0000.nii.gz`, niftiGzBytes({ shape, data: image(n) }, grid)],
        [`labelsTr/h${n}.nii.gz`, niftiGzBytes({ shape, data: coded(n) }, grid)],
      ]),
    ),
  })
  const { septum } = await openHost(workspace, { reading: readerHandlers().reading })
  await septum.library.add({ folder })
  const { rows } = await septum.library.list({ after: null })
  const opened = await septum.datasets.add({ name, studies: rows.map(({ id }) => id), fresh: true })
  for (const { id } of rows)
    await septum.datasets.command({ name, command: { do: 'separate', case: id, reason: 'phantom' } })
  const say = (map: LabelMapping) =>
    septum.labels.save({
      ...{
        folder,
        layout: 'nnunet',
        example: rows[0]!.id,
        values: [0, 200, 500, 600],
        map,
        fillLines: false,
      },
    })
  return { workspace, folder, septum, desk: septum.datasets, opened, say }
}

/** Pixels of each canonical label in the first heart of a version, as a run would read it. */
async function counted(file: string): Promise<Record<number, number>> {
  const [source] = await labelledCases(file, 'auto', new AbortController().signal)
  const reader = await openCase(source!)
  const labels = (await reader.labels(0))!
  reader.close()
  const counts: Record<number, number> = {}
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
  return counts
}

test('values that nobody has named keep a draft from being frozen, until somebody says what they mean (R-DS-2)', async () => {
  const { desk, folder, say, workspace } = await codedHearts()
  const { checked } = await desk.check({ name, version: null })
  expect(
    checked.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'blocker'),
  ).toHaveLength(4)
  await expect(desk.freeze({ name })).rejects.toMatchObject({ fault: { code: 'DATASET_BLOCKED' } })
  expect(await desk.labels({ name, version: null })).toMatchObject([{ cases: 4, folder, drawn: false }])

  await say(meant)
  const named = await desk.check({ name, version: null })
  expect(named.checked.map(({ ed }) => ed?.regions)).toEqual(
    Array.from({ length: 4 }, () => ['rv-cavity', 'lv-myocardium', 'lv-cavity']),
  )
  expect((await desk.labels({ name, version: null }))[0]!.values).toContainEqual({
    ...{ value: 500, region: 'lv-cavity', mapped: 0 },
  })
  expect((await desk.freeze({ name })).state).toBe('frozen')
  expect(await counted(join(workspace, 'datasets', name, 'v1.json'))).toMatchObject({
    3: coded(1).filter((code) => code === 500).length,
  })
})

test('a frozen version means what it meant, whatever is said of its folder later; a new draft follows (F-DS-1)', async () => {
  const { desk, say, workspace } = await codedHearts()
  await say(meant)
  await desk.freeze({ name })
  const before = await counted(join(workspace, 'datasets', name, 'v1.json'))
  await say({ ...meant, 600: 'not-labelled' })
  expect(await counted(join(workspace, 'datasets', name, 'v1.json'))).toEqual(before)
  const { checked } = await desk.check({ name, version: 1 })
  expect(checked.flatMap(({ findings }) => findings).filter(({ kind }) => kind === 'changed')).toEqual([])

  await desk.command({ name, command: { do: 'lock', locked: true } })
  await desk.check({ name, version: null })
  const after = await counted(join(workspace, 'datasets', name, 'draft.json'))
  expect(after).toEqual({ 0: before[0], 2: before[2], 3: before[3], 255: before[1] })
})
