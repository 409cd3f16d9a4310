import { readFileSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scanInBatches } from '#electron/compute/reading/scanInBatches'
import { dicomFile, placed } from '../../../../fixtures/dicomFiles'
import { folderWith } from '../../../../fixtures/folders'
import { niftiFile } from '../../../../fixtures/niftiFiles'

const slice = (instance: number): Uint8Array =>
  dicomFile({ more: placed({ zMm: 100 - 8 * instance, instance }) })
const volume = (slices: number): Uint8Array => niftiFile({ shape: [2, 2, slices] })
const never = new AbortController().signal

interface Scan {
  readonly fresh?: boolean
  readonly signal?: AbortSignal
  readonly pause?: () => Promise<void>
}

async function scanned(folder: string, memory: string | null, more: Scan = {}) {
  const cases: string[] = []
  const refused: string[] = []
  const { fresh = false, signal = never, pause } = more
  const answer = await scanInBatches(
    { folder, memory, fresh },
    (news) => {
      cases.push(...news.found.map((source) => JSON.stringify(source)))
      refused.push(...news.refused.map((refusal) => JSON.stringify(refusal)))
    },
    signal,
    pause,
  )
  return { ...answer, cases: cases.sort(), refused: refused.sort() }
}

const hospital = {
  'ward/1.dcm': slice(1),
  'ward/2.dcm': slice(2),
  'brains/a.nii': volume(2),
  'acdc/patient001/Info.cfg': 'ED: 1\nES: 2\n',
  'acdc/patient001/patient001_frame01.nii': volume(3),
  'acdc/patient001/patient001_frame02.nii': volume(3),
  'notes.txt': 'Dear colleague',
}

test('whatever is added, changed, moved or deleted: a scan with memory finds what a scan without it finds (R-LIB-1)', async () => {
  const names = Object.keys(hospital)
  const step = fc.record({
    what: fc.constantFrom('write', 'delete', 'cut', 'move', 'touch'),
    name: fc.constantFrom(...names),
    size: fc.integer({ min: 4, max: 9 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      const [folder, memory] = [folderWith(hospital), folderWith()]
      await scanned(folder, memory)
      for (const { what, name, size } of steps) {
        const file = path.join(folder, name)
        const bytes = readOr(file)
        if (what === 'write') writeFileSync(file, name.endsWith('.dcm') ? slice(size) : volume(size))
        if (what === 'delete') rmSync(file, { force: true })
        if (what === 'cut' && bytes) writeFileSync(file, bytes.subarray(0, 40 * size))
        if (what === 'move' && bytes) renameSync(file, `${file.replace(/(\.\w+)$/, `-${size}$1`)}`)
        if (what === 'touch' && bytes) utimesSync(file, size, size)
        // A clock too coarse to tell two writes apart is not what is tested here.
        if (what === 'write') utimesSync(file, 1000 * size, 1000 * size)
      }
      const { cases, refused } = await scanned(folder, memory)
      const without = await scanned(folder, null)
      expect({ cases, refused }).toEqual({ cases: without.cases, refused: without.refused })
    }),
    { numRuns: 25 },
  )
})

function readOr(file: string): Uint8Array | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}

test('a scan that was stopped goes on where it was (F-OP-1)', async () => {
  const [folder, memory] = [folderWith(hospital), folderWith()]
  const stop = new AbortController()
  let turns = 0
  const pause = async (): Promise<void> => {
    if (++turns === 8) stop.abort()
  }
  await expect(scanned(folder, memory, { signal: stop.signal, pause })).rejects.toMatchObject({
    code: 'CANCELLED',
  })
  const { unchanged, filesRead, cases } = await scanned(folder, memory)
  expect(unchanged).toBeGreaterThanOrEqual(3)
  expect(unchanged).toBeLessThan(filesRead)
  expect(cases).toEqual((await scanned(folder, null)).cases)
})

test('a memory that was damaged, or changed by hand, is no memory', async () => {
  const [folder, memory] = [folderWith(hospital), folderWith()]
  const first = await scanned(folder, memory)
  for (const [at, name] of readdirSync(memory).entries()) {
    const file = path.join(memory, name)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, at % 2 ? text.slice(0, -9) : text.replace('\n', '\n '))
  }
  const again = await scanned(folder, memory)
  expect(again.cases).toEqual(first.cases)
  expect(again.unchanged).toBe(0)
})
