import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cachedInspection, folderStamp } from '#electron/host/runs/inspectionCache'
import type { DatasetInspection } from '#shared/ipc/dataset'

let home: string
let hearts: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'septum-inspections-'))
  hearts = join(home, 'hearts')
  mkdirSync(join(hearts, 'patient001'), { recursive: true })
  writeFileSync(join(hearts, 'patient001', 'Info.cfg'), 'ED: 1')
})
afterAll(() => rmSync(home, { recursive: true }))

const inspection = (cases: number): DatasetInspection => ({
  layout: 'acdc',
  folder: hearts,
  cases: [],
  summary: { cases, slices: 0, labelledSlices: 0, groups: {}, classShare: {}, citation: '', licence: '' },
})
let read = 0
const ask = () => cachedInspection(join(home, 'cache'), hearts, () => Promise.resolve(inspection(++read)))

test('a folder is read once, and again when a file of it has changed, come or gone', async () => {
  expect((await ask()).summary.cases).toBe(1)
  expect((await ask()).summary.cases).toBe(1)
  const info = join(hearts, 'patient001', 'Info.cfg')
  utimesSync(info, new Date(0), new Date(5000))
  expect((await ask()).summary.cases).toBe(2)
  writeFileSync(join(hearts, 'more'), '')
  expect((await ask()).summary.cases).toBe(3)
  rmSync(join(hearts, 'more'))
  expect((await ask()).summary.cases).toBe(2) // as it was before
})

test('a damaged cache is read over; a folder that cannot be listed is left to the reader', async () => {
  const cache = join(home, 'cache', 'inspections')
  for (const file of readdirSync(cache)) writeFileSync(join(cache, file), '{')
  const before = read
  expect((await ask()).summary.cases).toBe(before + 1)
  await expect(folderStamp(join(home, 'gone'))).rejects.toThrow('ENOENT')
  const gone = () =>
    cachedInspection(join(home, 'cache'), join(home, 'gone'), () => Promise.reject(new Error('no')))
  await expect(gone()).rejects.toThrow('no')
})
