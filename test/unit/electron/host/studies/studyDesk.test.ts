import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allStudies } from '#shared/ipc/allStudies'
import type { Contour } from '#shared/domain/contour'
import type { JournalEntry } from '#shared/domain/segmentation'
import { folderWith } from '../../../../fixtures/folders'
import type { Answers } from '../childrenInHand'
import { heart, openedHeart } from '../hearts'
import { openHost } from '../openHost'

const id = 'acdc-patient001'

/** A square of 10 mm on one slice at one phase, by hand. */
const square = (slice: number, phase: number): Contour => ({
  boundary: 'lv-endo',
  slice,
  phase,
  rings: [
    [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 10 },
      { x: 0, y: 10 },
    ],
  ],
  knots: null,
  state: 'accepted',
  source: 'hand',
  author: 'AB',
})

const draw = (slice: number, phase: number): JournalEntry => ({
  type: 'edit',
  edit: {
    id: `draw-${slice}-${phase}`,
    label: 'Draw LV endo',
    at: '2026-03-14T09:00:00.000Z',
    actor: 'AB',
    place: { slice, phase },
    changes: [
      { kind: 'contour', key: `lv-endo/${slice}/${phase}`, before: null, after: square(slice, phase) },
    ],
  },
})

const answers: Answers = {
  reading: {
    scan: async ({ folder }, { progress }) => {
      const found = [heart(folder, 'patient001', { labelled: [] })]
      progress({ files: 1, folders: 1, cases: 1, path: folder, found, refused: [] })
      return { filesRead: 1 }
    },
    open: async ({ source }) => openedHeart(source),
    close: async () => undefined,
  },
}

async function readingRoom() {
  const root = folderWith({ 'hearts/patient001/patient001_4d.nii.gz': '' })
  const workspace = join(root, 'workspace')
  const first = await openHost(workspace, answers)
  await first.septum.library.add({ folder: join(root, 'hearts') })
  return { root, workspace, ...first }
}

test('what is drawn is on the disk when it is called saved, and there after a restart, with its EF in the Library', async () => {
  const { workspace, septum, host } = await readingRoom()
  expect(await septum.studies.open({ id })).toMatchObject({ entries: [], recovered: 0, heldBy: null })
  // ED: two slices of 1 cm² at 10 mm, 2 ml. ES: one slice, 1 ml. EF 50 %.
  const drawn = [draw(0, 0), draw(1, 0), draw(0, 1)]
  expect((await septum.studies.append({ id, entries: drawn })).savedAt).toMatch(/^\d{4}-/)
  await host.close()

  const second = await openHost(workspace, answers)
  expect(await second.septum.studies.open({ id })).toMatchObject({ entries: drawn, recovered: 0 })
  const [row] = await allStudies(second.septum)
  expect(row).toMatchObject({ review: 'in-progress', efPercent: 50 })
  expect(row!.coverage).toMatchObject({ 'lv-endo': 'full', 'lv-epi': 'none' })
})

test('after a crash the edits are back, and their number is told (R-AS-3)', async () => {
  const { workspace, septum } = await readingRoom()
  await septum.studies.open({ id })
  await septum.studies.append({ id, entries: [draw(0, 0), draw(1, 0)] })
  // What a crash leaves: the lock of a process that is gone, which had found an empty journal.
  const lock = join(workspace, 'studies', id, 'lock')
  const note = JSON.parse(readFileSync(lock, 'utf8')) as Record<string, unknown>
  writeFileSync(lock, JSON.stringify({ ...note, pid: 2 ** 22 + 1, started: '1' }))

  const second = await openHost(workspace, answers)
  expect(await second.septum.studies.open({ id })).toMatchObject({ recovered: 2, heldBy: null })
})

test('a study that another Septum holds can be read but not edited, and its holder is named (R-AS-5, LOCK_HELD)', async () => {
  const { workspace, septum } = await readingRoom()
  await septum.studies.open({ id })
  await septum.studies.append({ id, entries: [draw(0, 0)] })

  const second = await openHost(workspace, answers)
  const held = await second.septum.studies.open({ id })
  expect(held.heldBy).toContain(`process ${process.pid}`)
  expect(held.entries).toEqual([draw(0, 0)])
  await expect(second.septum.studies.append({ id, entries: [draw(1, 0)] })).rejects.toMatchObject({
    fault: { code: 'LOCK_HELD' },
  })
  await septum.studies.close({ id })
  expect(await second.septum.studies.open({ id })).toMatchObject({ heldBy: null })
})

test('a page that goes away lets go of its studies', async () => {
  const { workspace, septum, page } = await readingRoom()
  await septum.studies.open({ id })
  page.close()
  const second = await openHost(workspace, answers)
  await expect.poll(async () => (await second.septum.studies.open({ id })).heldBy).toBeNull()
})

test('a rescue copy holds every edit, and never replaces a file (R-AS-4)', async () => {
  const { root, septum } = await readingRoom()
  await septum.studies.open({ id })
  await septum.studies.append({ id, entries: [draw(0, 0)] })
  const { file } = await septum.studies.rescue({ id, folder: join(root, 'stick') })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ study: id, entries: [draw(0, 0)] })
  expect(readdirSync(join(root, 'stick'))).toHaveLength(1)
  await expect(septum.studies.rescue({ id, folder: join(file, 'below-a-file') })).rejects.toMatchObject({
    fault: { code: 'SAVE_FAILED' },
  })
})

test('masks are written from the contours as they stand (F-RE-3)', async () => {
  const asked: Contour[] = []
  const root = folderWith({ 'hearts/patient001/patient001_4d.nii.gz': '' })
  const { septum } = await openHost(join(root, 'workspace'), {
    reading: {
      ...answers.reading,
      exportMasks: async ({ contours, folder }) => {
        asked.push(...contours)
        return { files: [join(folder, 'patient001_ED.nii.gz')] }
      },
    },
  })
  await septum.library.add({ folder: join(root, 'hearts') })
  await septum.studies.open({ id })
  await septum.studies.append({
    id,
    entries: [draw(0, 0), draw(1, 0), { type: 'undo', edit: 'draw-1-0', at: '2026-03-14T09:01:00.000Z' }],
  })
  expect(await septum.studies.exportMasks({ id, folder: '/out' })).toEqual({
    files: [join('/out', 'patient001_ED.nii.gz')],
  })
  expect(asked).toEqual([square(0, 0)])
})

test('an edit for a study that is not open is refused (NOT_FOUND)', async () => {
  const { septum } = await readingRoom()
  await expect(septum.studies.append({ id, entries: [draw(0, 0)] })).rejects.toMatchObject({
    fault: { code: 'NOT_FOUND' },
  })
})
