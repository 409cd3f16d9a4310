import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspectDataset } from '#electron/datasets/inspectDataset'
import { openCase } from '#electron/datasets/openCase'
import { scanFolder } from '#electron/datasets/scanFolder'
import { candidateSlices, keptSlices, sagittal } from '#electron/datasets/freesurfer/sagittalSlices'
import { mgzBytes } from '#electron/formats/volume/writeMgh'
import { makePhantoms } from '#electron/phantoms/makePhantoms'
import type { Orientation } from '#shared/domain/grid'
import type { CaseSource } from '#shared/domain/study'
import { folderWith } from '../../../../fixtures/folders'

interface Truth {
  readonly id: string
  readonly slices: { readonly count: number }
  readonly ventricleMl: number
}

async function scanned(folder: string): Promise<CaseSource[]> {
  const cases: CaseSource[] = []
  const ignore = { onRefusal: () => undefined, onProgress: () => undefined }
  await scanFolder(folder, { onCase: (source) => cases.push(source), ...ignore })
  return cases
}

describe('two phantom subjects, one as S3 has them and one as FreeSurfer writes them (datasets B1.5)', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'septum-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let truth: readonly Truth[] = []
  beforeAll(async () => {
    const { truth: file } = await makePhantoms({ layout: 'freesurfer', patients: 2, seed: 5, out: folder })
    truth = (JSON.parse(readFileSync(file, 'utf8')) as { cases: Truth[] }).cases
  }, 60_000)

  test('bring both ventricles as one structure, in the kept sagittal slices, with their volume within 1 %', async () => {
    const { layout, cases, summary } = await inspectDataset(folder)
    expect([layout, cases.map(({ id }) => id)]).toEqual(['freesurfer', ['C001', 'subject2']])
    expect(summary.citation).toContain('Fischl')
    for (const [i, one] of cases.entries()) {
      const known = truth[i]!
      expect(one.problems).toEqual([])
      expect(one.phases).toEqual({ ed: null, es: null, still: { frame: 1 } })
      expect(one.shape).toEqual([known.slices.count, 256, 256])
      expect(one.spacingMm).toEqual({ x: 1, y: 1, z: 1 })
      const found = one.volumesMl.still!['lateral-ventricle']!
      expect(Math.abs(found / known.ventricleMl - 1)).toBeLessThan(0.01)
    }
  })

  test('lie as a side view does: down is towards the feet, right is forwards, slices run to the left (E-G5)', async () => {
    const [first] = await scanned(folder)
    const { opened } = await openCase(first!)
    expect(opened.task).toBe('brain')
    expect(opened.grid.orientation).toMatchObject({ row: [0, -1, 0], column: [0, 0, -1], normal: [1, 0, 0] })
    // The first kept place along the first axis, in patient millimetres.
    expect(opened.grid.orientation!.originMm[0]).toBeGreaterThanOrEqual(-128 + 109)
  })
})

describe('FreeSurfer folders that are not as they should be', () => {
  const side = 24
  const orientation = {
    row: [1, 0, 0],
    column: [0, 0, -1],
    normal: [0, -1, 0],
    originMm: [0, 0, 0],
  } satisfies Orientation
  const volume = (value: (i: number) => number) =>
    mgzBytes(
      [side, side, side],
      Int32Array.from({ length: side ** 3 }, (_, i) => value(i)),
      {
        spacingMm: { x: 1, y: 1, z: 2 },
        orientation,
      },
    )

  test('a subject without a segmentation opens unlabelled, and says so', async () => {
    const folder = folderWith({ 'anna/mri/T1.mgz': volume((i) => i % 97) })
    const [source] = await scanned(folder)
    expect(source).toMatchObject({ name: 'anna', labelled: [], slices: side })
    expect(source!.problems).toEqual(['It has no aseg or aparc+aseg: its ventricles are not labelled.'])
    const reader = await openCase(source!)
    expect(await reader.labels(0)).toBeNull()
    expect(reader.opened.grid.spacingMm).toEqual({ x: 2, y: 1, z: 1 })
  })

  test('a segmentation without ventricles leaves no slice, and says so', async () => {
    const folder = folderWith({
      'anna/mri/nu.mgz': volume((i) => i % 97),
      'anna/mri/aseg.mgz': volume(() => 5),
    })
    const { cases } = await inspectDataset(folder)
    expect(cases[0]!.problems.join()).toContain('no slice has more than 100 pixels of lateral ventricle')
  })

  test('a segmentation of another size is a problem of the case, and its images open all the same', async () => {
    const folder = folderWith({ 'anna/mri/nu.mgz': volume((i) => i % 97) })
    mkdirSync(path.join(folder, 'anna', 'mri'), { recursive: true })
    writeFileSync(
      path.join(folder, 'anna', 'mri', 'aseg.mgz'),
      mgzBytes([2, 2, 2], new Int32Array(8), { spacingMm: { x: 1, y: 1, z: 1 }, orientation }),
    )
    const { cases } = await inspectDataset(folder)
    expect(cases[0]!.shape).toEqual([side, side, side])
    expect(cases[0]!.problems.join()).toContain('2 × 2 × 2')
  })
})

test('slices are taken along the first axis: places 110 to 145 of 256, and those with more than 100 pixels', () => {
  expect(candidateSlices(256)).toHaveLength(36)
  expect(candidateSlices(256)[0]).toBe(109)
  expect(candidateSlices(256).at(-1)).toBe(144)
  expect(candidateSlices(3)).toEqual([0, 1, 2])
  // [k, j, i] of 2 × 3 × 4: the value tells its place.
  const data = Int32Array.from(
    { length: 24 },
    (_, n) => 100 * Math.floor(n / 12) + 10 * (Math.floor(n / 4) % 3) + (n % 4),
  )
  expect([...sagittal(data, [2, 3, 4], [1])]).toEqual([1, 101, 11, 111, 21, 121])
  const mask = new Uint8Array(20 * 20 * 3)
  for (let n = 0; n < 101; n++) mask[3 * n + 1] = 1
  for (let n = 0; n < 100; n++) mask[3 * n + 2] = 1
  expect(keptSlices(mask, [20, 20, 3], [0, 1, 2])).toEqual([1])
})
