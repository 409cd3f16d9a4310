import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from './stage/septumTest'

const patience = { timeout: 30_000 }

test('a reader finds studies of two formats in one list, writes about them, keeps a worklist, and finds all of it after a restart and after the index was lost (F-LI-3, F-LI-5, U21)', async ({
  septum,
}) => {
  await septum.phantoms(2, 7, 'acdc')
  await septum.phantoms(2, 7, 'sunnybrook')
  await septum.library.addFolder(join(septum.folder, 'hearts'))
  await expect.poll(() => septum.library.studies(), patience).toHaveLength(4)

  await septum.library.search('patient001')
  await expect.poll(() => septum.library.studies(), patience).toEqual(['patient001'])
  await septum.library.choose('patient001')
  await septum.library.tag('teaching')
  await septum.library.note('Thin lateral wall at ES.')
  await septum.library.search('')

  await septum.library.filter('Sunnybrook (DICOM)')
  await expect.poll(() => septum.library.studies(), patience).toHaveLength(2)
  const ofSunnybrook = await septum.library.studies()
  expect(ofSunnybrook).not.toContain('patient001')
  await septum.library.keepWorklist('From Sunnybrook')
  await septum.picture('library-worklist')

  await septum.restart()
  await expectAll()

  await septum.restart(async () => {
    for (const end of ['', '-wal', '-shm'])
      await rm(join(septum.workspace, `library.db${end}`), { force: true })
  })
  // The folders are looked at again by themselves.
  await expectAll()
  expect(septum.complaints).toEqual([])

  async function expectAll(): Promise<void> {
    const { library } = septum
    await library.show()
    await library.showList('From Sunnybrook')
    await expect.poll(() => library.studies(), patience).toEqual(ofSunnybrook)
    await library.showList('teaching')
    await expect.poll(() => library.studies(), patience).toEqual(['patient001'])
    await library.choose('patient001')
    await expect
      .poll(() => library.written(), patience)
      .toEqual({ tags: ['#teaching'], note: 'Thin lateral wall at ES.' })
  }
})
