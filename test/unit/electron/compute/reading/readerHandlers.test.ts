import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readerHandlers } from '#electron/compute/reading/readerHandlers'
import { readNifti } from '#electron/formats/nifti/readNifti'
import { loopback } from '#electron/transport/loopback'
import type { CaseSource, Refusal } from '#shared/domain/study'
import { readerAreas } from '#shared/ipc/children'
import { connect } from '#shared/ipc/connect'
import { serve } from '#shared/ipc/serve'
import { tinySide, tinySlices, writeTinyHearts } from '../tinyHearts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'septum-reading-'))
  writeTinyHearts(join(home, 'hearts'), 2)
})
afterAll(() => rmSync(home, { recursive: true }))

function reader() {
  const [ours, theirs] = loopback()
  serve(theirs, readerAreas, readerHandlers())
  return connect(ours, readerAreas).reading
}

async function scanned(folder: string) {
  const found: CaseSource[] = []
  const refused: Refusal[] = []
  const reading = reader()
  await reading.scan({ folder }, (news) => {
    found.push(...news.found)
    refused.push(...news.refused)
  })
  return { reading, found, refused }
}

test('a folder is scanned; its cases come with the progress, each once, and open with their labels', async () => {
  const { reading, found } = await scanned(join(home, 'hearts'))
  expect(found.map(({ name }) => name).sort()).toEqual(['patient001', 'patient002'])
  const [source] = found as [CaseSource]
  const opened = await reading.open({ source })
  expect([opened.ed, opened.es, opened.grid.slices]).toEqual([0, 1, tinySlices])

  const frame = await reading.frame({ source, slice: 1, phase: 0 })
  expect([frame.header.columns, frame.header.rows]).toEqual([tinySide, tinySide])
  const bytesEach = frame.header.type === 'float32' ? 4 : 2
  expect(frame.bytes.byteLength).toBe(tinySide * tinySide * bytesEach)

  const labels = await reading.labels({ source, phase: 0 })
  expect(labels.bytes.filter((label) => label === 3)).toHaveLength(113 * tinySlices)
})

test("the expert's contours, drawn again as masks, are the expert's masks, in memory and on the disk (E-G4)", async () => {
  const { reading, found } = await scanned(join(home, 'hearts', 'patient001'))
  const [source] = found as [CaseSource]
  const { imported } = await reading.open({ source })
  const labels = await reading.labels({ source, phase: 1 })
  const drawn = await reading.rasterise({ source, phase: 1, contours: imported })
  expect(drawn.bytes).toEqual(labels.bytes)

  const { files } = await reading.exportMasks({ source, contours: imported, folder: join(home, 'masks') })
  expect(files.map((file) => file.slice(home.length))).toEqual([
    '/masks/patient001_ED.nii.gz',
    '/masks/patient001_ES.nii.gz',
  ])
  const mask = await readNifti(files[1]!)
  expect(Uint8Array.from(mask.data)).toEqual(labels.bytes)
  expect(mask.spacingMm).toEqual({ x: 4, y: 4, z: 10 })
})

test('drafts that nobody accepted are not exported', async () => {
  const { reading, found } = await scanned(join(home, 'hearts', 'patient001'))
  const [source] = found as [CaseSource]
  const { imported } = await reading.open({ source })
  const contours = imported.map((contour) => ({ ...contour, state: 'draft' as const }))
  expect(await reading.exportMasks({ source, contours, folder: join(home, 'drafts') })).toEqual({ files: [] })
})

test('a thumbnail is grey, at most 96 pixels, and in the proportions of the body', async () => {
  const { reading, found } = await scanned(join(home, 'hearts', 'patient001'))
  const { header, bytes } = await reading.thumbnail({ source: found[0]! })
  expect(header).toEqual({ columns: 96, rows: 96 })
  expect(bytes).toHaveLength(96 * 96)
  expect(Math.max(...bytes) - Math.min(...bytes)).toBeGreaterThan(100)
})

test('a damaged case is refused by name; the child goes on and reads the next', async () => {
  const folder = join(home, 'damaged')
  writeTinyHearts(folder, 2)
  const { reading, found } = await scanned(folder)
  const [first, second] = [...found].sort((a, b) => (a.name < b.name ? -1 : 1)) as [CaseSource, CaseSource]
  const image = join(folder, 'patient001', 'patient001_frame01.nii.gz')
  truncateSync(image, Math.floor(readFileSync(image).length / 2))
  await expect(reading.open({ source: first })).rejects.toMatchObject({
    fault: { code: expect.stringMatching(/^FILE_/), cause: expect.stringContaining('patient001_frame01') },
  })
  expect((await reading.open({ source: second })).name).toBe('patient002')
})

test('holiday photographs and an empty folder are answered with what to do instead', async () => {
  const photos = join(home, 'photos')
  mkdirSync(photos)
  await expect(scanned(photos)).rejects.toMatchObject({ fault: { code: 'FOLDER_EMPTY' } })
  writeFileSync(join(photos, 'beach.jpg'), Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))
  await expect(scanned(photos)).rejects.toMatchObject({ fault: { code: 'NOTHING_READABLE' } })
})

test('a scan that is cancelled ends with CANCELLED', async () => {
  const reading = reader()
  const scan = reading.scan({ folder: join(home, 'hearts') })
  scan.cancel()
  await expect(scan).rejects.toMatchObject({ fault: { code: 'CANCELLED' } })
})
