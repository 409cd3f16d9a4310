import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allStudies } from '#shared/ipc/allStudies'
import type { CaseSource, StudyRow } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { scanInBatches } from '#electron/compute/reading/scanInBatches'
import { openIndex } from '#electron/library/openIndex'
import { dicomFile, placed } from '../../../../fixtures/dicomFiles'
import { folderWith } from '../../../../fixtures/folders'
import type { Answers } from '../childrenInHand'
import { heart, openedHeart } from '../hearts'
import { openHost } from '../openHost'

const refusal = {
  file: '/hearts/holiday.jpg',
  code: 'FILE_NOT_IMAGE',
  cause: 'No image.',
  remedy: 'Ignore it.',
}

/** A reader that finds these cases, one a batch, and refuses one file. */
const finding = (cases: (folder: string) => readonly CaseSource[]): Answers => ({
  reading: {
    scan: async ({ folder }, { progress }) => {
      for (const [place, found] of cases(folder).entries())
        progress({ files: place, folders: 1, cases: place, path: folder, found: [found], refused: [] })
      progress({ files: 9, folders: 1, cases: 2, path: folder, found: [], refused: [refusal] })
      return { filesRead: 9 }
    },
  },
})

const twoHearts = (folder: string) => [heart(folder, 'patient002'), heart(folder, 'patient001')]

/** A workspace and a data folder that is there. */
function places() {
  const root = folderWith({
    'hearts/patient001/patient001_4d.nii.gz': '',
    'hearts/patient002/patient002_4d.nii.gz': '',
  })
  return { workspace: join(root, 'workspace'), hearts: join(root, 'hearts') }
}

test('a folder becomes rows while it is scanned, in the order of their names; what could not be read is listed (R-LIB-1, R-LIB-3)', async () => {
  const { workspace, hearts } = places()
  const { septum } = await openHost(workspace, finding(twoHearts))
  const appeared: string[] = []
  septum.library.changed(({ upserted }) => appeared.push(...upserted.map(({ name }) => name)))

  const summary = await septum.library.add({ folder: hearts })
  expect(summary).toEqual({
    studies: 2,
    series: 2,
    filesRead: 9,
    unchanged: 0,
    gone: 0,
    refused: [refusal],
  })
  expect(appeared).toEqual(['patient002', 'patient001'])
  expect((await allStudies(septum)).map(({ name }) => name)).toEqual(['patient001', 'patient002'])
  expect(await septum.library.problems()).toEqual([refusal])
  await septum.library.clearProblems()
  expect(await septum.library.problems()).toEqual([])
})

test('a scan that is cancelled keeps the rows that it found, and says so (R-ALL-3, CANCELLED)', async () => {
  const { workspace, hearts } = places()
  const { septum } = await openHost(workspace, {
    reading: {
      scan: ({ folder }, { progress, signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new SeptumError('CANCELLED', { what: 'The scan' })))
          const found = [heart(folder, 'patient001')]
          progress({ files: 1, folders: 1, cases: 1, path: folder, found, refused: [] })
        }),
    },
  })
  const scan = septum.library.add({ folder: hearts }, () => scan.cancel())
  await expect(scan).rejects.toMatchObject({ fault: { code: 'CANCELLED' } })
  expect((await allStudies(septum)).map(({ name }) => name)).toEqual(['patient001'])
})

test('a removed study can be taken back, and stays removed over a restart (R-LIB-5)', async () => {
  const { workspace, hearts } = places()
  const first = await openHost(workspace, finding(twoHearts))
  await first.septum.library.add({ folder: hearts })
  await first.septum.library.remove({ ids: ['acdc-patient001', 'acdc-patient002'] })
  expect(await allStudies(first.septum)).toEqual([])
  await first.septum.library.restore({ ids: ['acdc-patient002'] })
  await first.host.close()

  const { septum } = await openHost(workspace)
  expect((await allStudies(septum)).map(({ name }) => name)).toEqual(['patient002'])
})

test('the same study under two patients is a red row at both, and merges nothing (R-LIB-4)', async () => {
  const { workspace, hearts } = places()
  const detail = { studyUid: '1.2.3' }
  const { septum } = await openHost(
    workspace,
    finding((folder) => [
      heart(folder, 'patient001', { detail }),
      heart(folder, 'patient002', { detail }),
      heart(folder, 'patient003', { detail: { studyUid: '1.2.4' } }),
    ]),
  )
  await septum.library.add({ folder: hearts })
  const problems = Object.fromEntries((await allStudies(septum)).map((row) => [row.name, row.problems]))
  expect(problems.patient001).toEqual([expect.stringContaining('patient002')])
  expect(problems.patient002).toEqual([expect.stringContaining('patient001')])
  expect(problems.patient003).toEqual([])
})

test('one DICOM study that lies in two folders under two patient IDs is a problem at both rows (R-LIB-4)', async () => {
  const patient = (id: string, instance: number) =>
    dicomFile({ more: { ...placed({ zMm: 0, instance }), 0x00100020: ['LO', id] } })
  const study = (uid: string) => ({ 0x0020000d: ['UI', uid] as const, 0x00100020: ['LO', 'P3'] as const })
  const root = folderWith({
    'first/a.dcm': patient('P1', 1),
    'second/b.dcm': patient('P2', 2),
    'second/other/c.dcm': dicomFile({ more: study('1.2.9') }),
  })
  const { septum } = await openHost(join(root, 'workspace'), {
    reading: {
      scan: (order, { progress }) => scanInBatches(order, progress, new AbortController().signal),
    },
  })
  for (const name of ['first', 'second']) await septum.library.add({ folder: join(root, name) })
  const rows = await allStudies(septum)
  const clashes = Object.fromEntries(
    rows.map(({ patientId, problems }) => [
      patientId,
      problems.filter((text) => text.includes('same study')),
    ]),
  )
  expect(clashes).toEqual({
    P1: [expect.stringContaining('(P2)')],
    P2: [expect.stringContaining('(P1)')],
    P3: [],
  })
})

test('a disk that is unplugged greys its studies and keeps the date; plugged in again they come back (R-LIB-6)', async () => {
  const { workspace, hearts } = places()
  const first = await openHost(workspace, finding(twoHearts))
  await first.septum.library.add({ folder: hearts })
  const seen = (await allStudies(first.septum)).map(({ lastSeen }) => lastSeen)
  await first.host.close()
  renameSync(hearts, `${hearts}-unplugged`)

  const second = await openHost(workspace)
  const grey = await allStudies(second.septum)
  expect(grey.map(({ online }) => online)).toEqual([false, false])
  expect(grey.map(({ lastSeen }) => lastSeen)).toEqual(seen)
  await second.host.close()
  renameSync(`${hearts}-unplugged`, hearts)

  const third = await openHost(workspace)
  expect((await allStudies(third.septum)).every(({ online }) => online)).toBe(true)
})

test('an index that was deleted is made again from the folders that are known (F-LI-5)', async () => {
  const { workspace, hearts } = places()
  const first = await openHost(workspace, finding(twoHearts))
  await first.septum.library.add({ folder: hearts })
  const before = await allStudies(first.septum)
  await first.host.close()
  for (const file of ['library.db', 'library.db-wal', 'library.db-shm'])
    rmSync(join(workspace, file), { force: true })

  const { septum } = await openHost(workspace, finding(twoHearts))
  expect(await allStudies(septum)).toEqual([])
  expect(await septum.library.rebuild()).toMatchObject({ studies: 2 })
  const undated = (rows: StudyRow[]) => rows.map(({ addedAt: _added, lastSeen: _seen, ...row }) => row)
  expect(undated(await allStudies(septum))).toEqual(undated(before))
})

test('a folder that is gone when the index is rebuilt is named, and the rest is rebuilt', async () => {
  const { workspace, hearts } = places()
  const gone = join(hearts, 'gone')
  mkdirSync(gone)
  const present = new Set([gone, hearts])
  const { septum } = await openHost(workspace, {
    reading: {
      scan: async (order, work) => {
        if (!present.has(order.folder))
          throw new SeptumError('FOLDER_UNREADABLE', { folder: gone, reason: 'it does not exist' })
        return finding(twoHearts).reading!.scan!(order, work)
      },
    },
  })
  await septum.library.add({ folder: gone })
  await septum.library.add({ folder: hearts })
  present.delete(gone)
  const { studies, refused } = await septum.library.rebuild()
  expect(studies).toBe(2)
  expect(refused).toContainEqual(expect.objectContaining({ file: gone, code: 'FOLDER_UNREADABLE' }))
})

test('a second Septum on the same workspace reads the library, and is told who writes it (R-AS-5, LOCK_HELD)', async () => {
  const { workspace, hearts } = places()
  const first = await openHost(workspace, finding(twoHearts))
  await first.septum.library.add({ folder: hearts })
  const second = await openHost(workspace, finding(twoHearts))
  expect((await second.septum.app.info()).heldBy).toContain(`process ${process.pid}`)
  expect(await allStudies(second.septum)).toHaveLength(2)
  await expect(second.septum.library.add({ folder: hearts })).rejects.toMatchObject({
    fault: { code: 'LOCK_HELD' },
  })
  await expect(second.septum.library.remove({ ids: [] })).rejects.toMatchObject({
    fault: { code: 'LOCK_HELD' },
  })
})

test('a thumbnail is made once and then kept', async () => {
  const { workspace, hearts } = places()
  let made = 0
  const { septum } = await openHost(workspace, {
    reading: {
      ...finding(twoHearts).reading,
      thumbnail: async () => {
        made++
        return { header: { columns: 2, rows: 1 }, bytes: Uint8Array.of(7, 8) }
      },
    },
  })
  await septum.library.add({ folder: hearts })
  for (let asked = 0; asked < 3; asked++) {
    const { header, bytes } = await septum.library.thumbnail({ id: 'acdc-patient001' })
    expect(header).toEqual({ columns: 2, rows: 1 })
    expect([...bytes]).toEqual([7, 8])
  }
  expect(made).toBe(1)
})

test('a row whose files lie outside the folders that were chosen is not opened (PATH_OUTSIDE)', async () => {
  const { workspace, hearts } = places()
  const first = await openHost(workspace, finding(twoHearts))
  await first.septum.library.add({ folder: hearts })
  await first.host.close()
  const index = openIndex(join(workspace, 'library.db'), { write: true })
  index.exec(`update places set source = replace(source, '"files":["${hearts}', '"files":["/etc')`)
  index.close()

  const { septum } = await openHost(workspace, {
    reading: { open: async ({ source }) => openedHeart(source) },
  })
  await expect(septum.studies.open({ id: 'acdc-patient001' })).rejects.toMatchObject({
    fault: { code: 'PATH_OUTSIDE' },
  })
})

test('a workspace that cannot be one is named with the reason (WORKSPACE_UNUSABLE)', async () => {
  const folder = folderWith({
    'a-file': '',
    'workspace/library.db': 'not a database, but long enough to look at',
  })
  await expect(openHost(join(folder, 'a-file', 'workspace'))).rejects.toMatchObject({
    code: 'WORKSPACE_UNUSABLE',
  })
  await expect(openHost(join(folder, 'workspace'))).rejects.toMatchObject({ code: 'WORKSPACE_UNUSABLE' })
})

test('an index of a newer Septum is not touched (WORKSPACE_UNUSABLE)', () => {
  const file = join(folderWith(), 'library.db')
  const index = openIndex(file, { write: true })
  index.exec('pragma user_version = 999')
  index.close()
  expect(() => openIndex(file, { write: true })).toThrow(
    expect.objectContaining({ code: 'WORKSPACE_UNUSABLE' }),
  )
})

test('asking for a study that is not there is answered with its name (NOT_FOUND)', async () => {
  const { septum } = await openHost(places().workspace)
  await expect(septum.studies.open({ id: 'acdc-nobody' })).rejects.toMatchObject({
    fault: { code: 'NOT_FOUND' },
  })
})
