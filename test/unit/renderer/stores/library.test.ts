import { createPinia, setActivePinia } from 'pinia'
import { expect, test, vi } from 'vitest'
import { areas, type HostHandlers } from '#shared/ipc/areas'
import { serve } from '#shared/ipc/serve'
import { SeptumError, toFault } from '#shared/errors/SeptumError'
import type { StudyRow } from '#shared/domain/study'
import type { ScanProgress } from '#shared/ipc/library'
import { loopback } from '#electron/transport/loopback'
import { connection } from '#renderer/septum'
import { useJobsStore } from '#renderer/stores/jobs'
import { useLibraryStore } from '#renderer/stores/library'
import { useScansStore } from '#renderer/stores/scans'
import { studyRow } from '../components/library/rows'

/** A host whose library finds one heart at a time, when the test says so. */
async function openLibrary() {
  const known = new Map<string, StudyRow>()
  const asked: string[] = []
  const hearts: StudyRow[] = []
  let look = () => {}
  const [page, host] = loopback()
  const library: Partial<HostHandlers['library']> = {
    list: async () => ({ rows: [...known.values()], next: null }),
    problems: async () => [
      { file: 'photo.jpg', code: 'FILE_NOT_IMAGE', cause: 'A photo.', remedy: 'Leave it.' },
    ],
    async add({ folder }, { progress, signal }) {
      for (let files = 1; ; files++) {
        await new Promise<void>((resolve, reject) => {
          look = resolve
          if (hearts.length > 0) resolve()
          signal.addEventListener('abort', () => reject(new SeptumError('CANCELLED', { what: 'The scan' })))
        })
        const row = hearts.shift()!
        known.set(row.id, row)
        emit.library.changed({ upserted: [row], removed: [] })
        progress({ files, folders: 1, cases: known.size, path: `${folder}/${row.name}` })
      }
    },
    async thumbnail({ id }) {
      asked.push(id)
      if (id === 'no-picture') throw new SeptumError('NOT_FOUND', { kind: 'picture', id })
      return { header: { columns: 1, rows: 1 }, bytes: new Uint8Array([128]) }
    },
  }
  const emit = serve(host, areas, { library } as HostHandlers)
  const connected = new Promise<void>((resolve) => {
    const stop = connection.onState(({ phase }) => {
      if (phase !== 'connected') return
      stop()
      resolve()
    })
  })
  connection.start(async () => page)
  await connected
  setActivePinia(createPinia())
  const find = (row: StudyRow) => {
    hearts.push(row)
    look()
  }
  return { store: useLibraryStore(), scans: useScansStore(), jobs: useJobsStore(), asked, find }
}

test('studies appear while the folder is still being scanned; cancelling keeps them (R-LIB-1, R-ALL-3)', async () => {
  const { store, scans, jobs, find } = await openLibrary()
  await store.settled()
  expect(store.state).toEqual({ phase: 'ready' })
  expect(store.rows).toEqual([])

  const words = { title: 'Scanning hearts', describe: ({ cases }: ScanProgress) => `${cases} found` }
  const scan = scans.add('/hearts', words).catch(toFault)
  find(studyRow('heart-1'))
  await vi.waitFor(() => expect(store.rows.map(({ id }) => id)).toEqual(['heart-1']))
  await vi.waitFor(() => expect(jobs.list.map(({ text }) => text)).toEqual(['1 found']))
  find(studyRow('heart-2'))
  await vi.waitFor(() => expect(store.rows).toHaveLength(2))

  jobs.list[0]?.cancel?.()
  expect(await scan).toMatchObject({ code: 'CANCELLED' })
  expect(store.rows).toHaveLength(2)
  expect(jobs.list).toEqual([])
  expect(store.problems.map(({ file }) => file)).toEqual(['photo.jpg'])
})

test('each picture is asked for once; a study without one stays without', async () => {
  const { store, asked } = await openLibrary()
  for (const id of ['heart-1', 'no-picture', 'heart-1', 'heart-2']) store.wantThumbnail(id)
  await vi.waitFor(() => expect(store.thumbnails.get('heart-2')).toMatchObject({ columns: 1 }))
  await vi.waitFor(() => expect(store.thumbnails.get('no-picture')).toBe('none'))
  expect(asked.toSorted()).toEqual(['heart-1', 'heart-2', 'no-picture'])
})
