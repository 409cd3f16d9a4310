import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from '#shared/domain/schema'
import { writeAtomic } from '#electron/workspace/atomicFile'
import { readJson, writeJson } from '#electron/workspace/jsonFile'
import { openRemembered } from '#electron/workspace/remembered'
import { saveFault } from '#electron/workspace/saveFault'
import { folderWith } from '../../../fixtures/folders'

test('a file is replaced whole, and nothing stays beside it', async () => {
  const folder = folderWith()
  const file = join(folder, 'deep', 'model.json')
  await writeAtomic(file, 'old')
  await writeAtomic(file, 'new')
  expect(await readFile(file, 'utf8')).toBe('new')
  expect(await readdir(join(folder, 'deep'))).toEqual(['model.json'])
})

test('a file that cannot be put in place leaves the old one, and says why (SAVE_FAILED)', async () => {
  const folder = folderWith()
  const occupied = join(folder, 'model.json')
  await mkdir(join(occupied, 'a folder where the file should be'), { recursive: true })
  await expect(writeAtomic(occupied, 'new')).rejects.toMatchObject({ code: 'SAVE_FAILED' })
  expect(await readdir(folder)).toEqual(['model.json'])
})

test.each([
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['EROFS', 'SAVE_FAILED'],
  ['EACCES', 'SAVE_FAILED'],
])('%s while saving is told as %s, naming the file', (system, code) => {
  const fault = saveFault(Object.assign(new Error('x'), { code: system }), '/w/a.json')
  expect(fault.code).toBe(code)
  expect(fault.message).toContain('/w/a.json')
})

test('a small file of ours that is damaged is named (FILE_MALFORMED), one that is missing is null', async () => {
  const file = join(folderWith(), 'a.json')
  const schema = z.object({ a: z.number() })
  expect(await readJson(file, schema)).toBeNull()
  await writeFile(file, '{"a":')
  await expect(readJson(file, schema)).rejects.toMatchObject({ code: 'FILE_MALFORMED' })
  await writeFile(file, '{"a":"one"}')
  await expect(readJson(file, schema)).rejects.toMatchObject({ code: 'FILE_MALFORMED' })
  await writeJson(file, { a: 1 })
  expect(await readJson(file, schema)).toEqual({ a: 1 })
})

test('what was remembered is there at the next start, and a damaged memory does not keep Septum from starting (R-ALL-6)', async () => {
  const file = join(folderWith(), 'remembered.json')
  const first = await openRemembered(file)
  await Promise.all([first.set('screen', 'read'), first.set('zoom', { scale: 2 })])
  expect((await openRemembered(file)).all()).toEqual({ screen: 'read', zoom: { scale: 2 } })
  await writeFile(file, 'garbage')
  expect((await openRemembered(file)).all()).toEqual({})
})

test('a value over 64 kB is not remembered (ARGUMENT_INVALID)', async () => {
  const memory = await openRemembered(join(folderWith(), 'remembered.json'))
  expect(() => memory.set('huge', 'x'.repeat(70_000))).toThrow(
    expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
  )
})
