import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspectDataset } from '#electron/datasets/inspectDataset'
import { openCase } from '#electron/datasets/openCase'
import { scanFolder } from '#electron/datasets/scanFolder'
import { makePhantoms } from '#electron/phantoms/makePhantoms'
import type { InspectedCase } from '#shared/ipc/dataset'
import type { CaseSource } from '#shared/domain/study'
import { folderWith } from '../../../fixtures/folders'

interface Truth {
  readonly cases: readonly (Record<string, number> & {
    id: string
    group: string
    frames: { ed: number; es: number }
  })[]
}
const truthOf = (file: string): Truth => JSON.parse(readFileSync(file, 'utf8')) as Truth

function hashOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    hash.update(name)
    if (/\.\w+$/.test(name)) hash.update(readFileSync(path.join(folder, name)))
  }
  return hash.digest('hex')
}

const percentOff = (found: number | undefined, expected: number): number =>
  100 * Math.abs((found ?? 0) / expected - 1)

describe('phantom hearts in the ACDC layout', () => {
  test('are read back with their volumes, frames, groups and contrast; the same seed gives the same bytes', async () => {
    const [one, two] = [folderWith(), folderWith()]
    const { truth, cases } = await makePhantoms({ layout: 'acdc', patients: 1, seed: 7, out: one })
    await makePhantoms({ layout: 'acdc', patients: 1, seed: 7, out: two })
    expect(cases).toBe(1)
    expect(hashOf(one)).toBe(hashOf(two))

    const { layout, cases: found } = await inspectDataset(one)
    expect(layout).toBe('acdc')
    for (const known of truthOf(truth).cases) {
      const read: InspectedCase = found.find(({ id }) => id === known.id)!
      expect(read.problems).toEqual([])
      expect(read.group).toBe(known.group)
      expect(read.phases).toEqual({ ed: { frame: known.frames.ed }, es: { frame: known.frames.es } })
      const { ed, es } = read.volumesMl
      expect(percentOff(ed['lv-cavity'], known.edvMl!)).toBeLessThan(3)
      expect(percentOff(es['lv-cavity'], known.esvMl!)).toBeLessThan(4)
      expect(percentOff(ed['lv-myocardium'], known.myocardiumMl!)).toBeLessThan(4)
      expect(percentOff(ed['rv-cavity'], known.rvEdvMl!)).toBeLessThan(5)
    }

    // It looks as a cine does: bright blood, grey muscle. The unit affine gives no orientation, as in ACDC.
    const sources: CaseSource[] = []
    await scanFolder(one, {
      onCase: (c) => sources.push(c),
      onRefusal: () => undefined,
      onProgress: () => undefined,
    })
    const reader = await openCase(sources[0]!)
    expect(reader.opened.grid).toMatchObject({ phases: 20, orientation: null })
    const [volume, labels] = [await reader.volume(0), (await reader.labels(0))!]
    const mean = (label: number): number => {
      const values = volume.filter((_, i) => labels[i] === label)
      return values.reduce((sum, value) => sum + value, 0) / values.length
    }
    expect(mean(3) / mean(2)).toBeGreaterThan(1.6)
    expect(mean(1) / mean(2)).toBeGreaterThan(1.6)
  })
})

test('phantom hearts in the Sunnybrook layout are read back with contours at ED and ES, in the right place and size', async () => {
  const out = folderWith()
  const { truth } = await makePhantoms({ layout: 'sunnybrook', patients: 1, seed: 7, out })
  const { layout, cases } = await inspectDataset(out)
  expect(layout).toBe('sunnybrook')
  const known = truthOf(truth).cases[0]!
  expect(cases).toHaveLength(1)
  expect(cases[0]!.problems).toEqual([])
  expect(cases[0]!.phases).toEqual({ ed: { frame: known.frames.ed }, es: { frame: known.frames.es } })
  const { ed, es } = cases[0]!.volumesMl
  expect(percentOff(ed['lv-cavity'], known.edvMl!)).toBeLessThan(2)
  expect(percentOff(es['lv-cavity'], known.esvMl!)).toBeLessThan(3)
  expect(percentOff(ed['lv-myocardium'], known.myocardiumMl!)).toBeLessThan(3)
  expect(es['lv-myocardium']).toBeUndefined()
})

test('making phantoms can be stopped between patients', async () => {
  const control = new AbortController()
  const making = makePhantoms({
    layout: 'acdc',
    patients: 2,
    seed: 1,
    out: folderWith(),
    onProgress: () => control.abort(),
    signal: control.signal,
  })
  await expect(making).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('a folder that cannot be written to is named', async () => {
  const out = path.join(folderWith({ file: 'in the way' }), 'file', 'phantoms')
  await expect(makePhantoms({ layout: 'acdc', patients: 1, seed: 1, out })).rejects.toMatchObject({
    code: 'SAVE_FAILED',
    facts: { file: out },
  })
})
