import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allStudies } from '#shared/ipc/allStudies'
import type { CaseSource } from '#shared/domain/study'
import { heart } from '../hearts'
import { openHost } from '../openHost'
import { shelf, slice, volume } from './shelf'

const ward = {
  'series/IMG1': slice(1),
  'series/IMG2': slice(2),
  'series/IMG3': slice(3),
  'brains/a.nii': volume(1),
  'brains/photo.jpg': 'no image',
}

test('a folder that did not change is looked through without reading a file again (R-LIB-1)', async () => {
  const { septum, summary } = await shelf(ward)
  expect(summary).toMatchObject({ studies: 2, filesRead: 5, unchanged: 0, gone: 0 })
  const before = await allStudies(septum)
  const again = await septum.library.rescan({ folders: null })
  expect(again).toMatchObject({ studies: 2, filesRead: 5, unchanged: 5, gone: 0 })
  const undated = (rows: typeof before) => rows.map(({ lastSeen: _, ...row }) => row)
  expect(undated(await allStudies(septum))).toEqual(undated(before))
  expect(await septum.library.rescan({ folders: null, fresh: true })).toMatchObject({ unchanged: 0 })
})

test('a new slice, a changed volume and a file that went are noticed; the others are not read (R-LIB-1)', async () => {
  const { septum, data } = await shelf(ward)
  writeFileSync(join(data, 'series/IMG4'), slice(4))
  rmSync(join(data, 'brains/a.nii'))
  expect(await septum.library.rescan({ folders: [data] })).toMatchObject({
    studies: 1,
    unchanged: 4,
    gone: 1,
  })
  expect((await allStudies(septum)).map(({ slices }) => slices)).toEqual([4])
})

test('a study whose files went stays, greyed, where somebody worked on it', async () => {
  const { septum, data } = await shelf({ ...ward, 'brains/b.nii': volume(2) })
  const kept = (await allStudies(septum)).find(({ name }) => name === 'a')!
  await septum.library.annotate({ studies: { [kept.id]: { tags: ['teaching'] } } })
  for (const name of ['a', 'b']) rmSync(join(data, `brains/${name}.nii`))
  expect(await septum.library.rescan({ folders: null })).toMatchObject({ gone: 1 })
  const rows = (await allStudies(septum)).filter(({ layout }) => layout === 'nifti')
  expect(rows.map(({ name, online, tags }) => ({ name, online, tags }))).toEqual([
    { name: 'a', online: false, tags: ['teaching'] },
  ])
})

test('a study that is open stays as it is while its folder is scanned, and is renewed when it is closed (R-LIB-7)', async () => {
  const { septum, data } = await shelf(ward)
  const id = (await allStudies(septum)).find(({ layout }) => layout === 'dicom')!.id
  const slices = async () => (await allStudies(septum)).find((row) => row.id === id)!.slices
  await septum.studies.open({ id })
  writeFileSync(join(data, 'series/IMG4'), slice(4))
  await septum.library.rescan({ folders: null })
  expect(await slices()).toBe(3)
  await septum.studies.close({ id })
  expect(await slices()).toBe(4)
})

test('a removed study stays removed when its folder is scanned again, and comes back when the folder is chosen anew', async () => {
  const { septum, data } = await shelf(ward)
  const [row] = await allStudies(septum)
  await septum.library.remove({ ids: [row!.id] })
  await septum.library.rescan({ folders: null, fresh: true })
  expect(await allStudies(septum)).toHaveLength(1)
  await septum.library.add({ folder: data })
  expect(await allStudies(septum)).toHaveLength(2)
})

test('a scan can be paused and goes on; all pages see it, its pace and its count (R-LIB-1)', async () => {
  const { workspace, data } = await shelf(ward)
  let go: () => void = () => undefined
  const paused: boolean[] = []
  const { septum } = await openHost(`${workspace}-2`, {
    reading: {
      scan: async ({ folder }, { progress }) => {
        const found: CaseSource[] = [heart(folder, 'patient001')]
        progress({ files: 3, folders: 1, cases: 1, path: folder, total: 9, found, refused: [] })
        await new Promise<void>((resolve) => (go = resolve))
        return { filesRead: 9 }
      },
      pauseScans: async (order) => {
        paused.push(order.paused)
        if (!order.paused) go()
      },
    },
  })
  const seen: unknown[] = []
  septum.library.scanning(({ scan }) => seen.push(scan && [scan.files, scan.total, scan.paused]))
  const running = septum.library.add({ folder: data }, () => void septum.library.pauseScan({ paused: true }))
  await expect.poll(() => seen).toContainEqual([3, 9, true])
  await septum.library.pauseScan({ paused: false })
  expect(await running).toMatchObject({ studies: 1 })
  expect(paused).toEqual([true, false])
  expect(seen.at(-1)).toBeNull()
})

test('a scan that nobody in this window began can be stopped here; what it found stays (R-ALL-3)', async () => {
  const { workspace, data } = await shelf(ward)
  const { septum } = await openHost(`${workspace}-2`, {
    reading: {
      scan: ({ folder }, { progress, signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve({ filesRead: 1 }))
          const found = [heart(folder, 'patient001')]
          progress({ files: 1, folders: 1, cases: 1, path: folder, found, refused: [] })
        }),
    },
  })
  const running = septum.library.add({ folder: data }, () => void septum.library.stopScan())
  await expect(running).rejects.toMatchObject({ fault: { code: 'CANCELLED' } })
  expect(await allStudies(septum)).toHaveLength(1)
  expect(await septum.library.folders()).toMatchObject([{ path: data, scannedAt: null }])
})

test('a watched folder is looked through by itself when something changed in it', async () => {
  const { septum, data } = await shelf(ward)
  await expect.poll(async () => (await septum.library.folders())[0]?.watching).toBe('told')
  writeFileSync(join(data, 'brains/b.nii'), volume(2))
  await expect
    .poll(async () => (await allStudies(septum)).map(({ name }) => name), { timeout: 15_000 })
    .toContain('b')
  await septum.library.watch({ folder: data, on: false })
  expect(await septum.library.folders()).toMatchObject([{ watch: false, watching: 'off' }])
})

test('a folder that moved is recognised by its studies, wherever it is found (R-LIB-6, RELINK_NO_MATCH)', async () => {
  const { septum, root, data } = await shelf(ward)
  const ids = (await allStudies(septum)).map(({ id }) => id)
  await septum.library.annotate({ studies: { [ids[0]!]: { note: 'thin wall' } } })
  const elsewhere = join(root, 'another disk')
  renameSync(data, elsewhere)
  await expect(septum.library.locate({ folder: data, now: join(root, 'workspace') })).rejects.toMatchObject({
    fault: { code: 'NOTHING_READABLE' },
  })
  const others = await shelf({ 'c.nii': volume(3) })
  await expect(septum.library.locate({ folder: data, now: others.data })).rejects.toMatchObject({
    fault: { code: 'RELINK_NO_MATCH' },
  })
  await septum.library.locate({ folder: data, now: elsewhere })
  const rows = await allStudies(septum)
  expect(rows.map(({ id }) => id)).toEqual(ids)
  expect(rows.every(({ online, folder }) => online && folder.startsWith(elsewhere))).toBe(true)
  expect(rows[0]!.note).toBe('thin wall')
  expect(rows[0]!.otherPlaces).toEqual([])
  expect((await septum.library.folders()).map(({ path }) => path)).toEqual([elsewhere])
})

test('taking a folder out of the Library takes its rows and leaves its files, tags and notes', async () => {
  const { septum, data } = await shelf(ward)
  const [row] = await allStudies(septum)
  await septum.library.annotate({ studies: { [row!.id]: { tags: ['teaching'] } } })
  await septum.library.unlink({ folder: data })
  expect([await allStudies(septum), await septum.library.folders()]).toEqual([[], []])
  await septum.library.add({ folder: data })
  expect((await allStudies(septum))[0]!.tags).toEqual(['teaching'])
})
