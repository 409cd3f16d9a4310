import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { prepareDataSet } from '#electron/compute/preparing/prepareDataSet'
import { readNifti } from '#electron/formats/nifti/readNifti'
import { Preparation } from '#shared/domain/preparation'
import { folderWith } from '../../../../fixtures/folders'
import { writeTinyHearts } from '../tinyHearts'

const quiet = { progress: () => undefined, signal: new AbortController().signal }
const prepare = (folder: string, preparation: unknown, out: string | null = null) =>
  prepareDataSet(folder, Preparation.parse(preparation), { ...quiet, out })
const step = (name: string, report: Awaited<ReturnType<typeof prepare>>) =>
  report.checks.find((check) => check.name === name)

describe('the proof that nothing is lost (datasets C, F-PP-3)', () => {
  let hearts = ''
  beforeEach(() => {
    hearts = folderWith()
    writeTinyHearts(hearts, 2)
  })

  test.each([
    ['C5', 'faithful'],
    ['C6', 'corrected'],
    ['C7', 'faithful'],
    ['C7', 'corrected'],
    ['C11', 'corrected'],
  ])(
    'two patients of two volumes go through %s, %s: as many come out, in the right size',
    async (preset, mode) => {
      const report = await prepare(hearts, { preset, mode })
      expect(report.checks.filter(({ passed }) => !passed)).toEqual([])
      expect(report.fault).toBeNull()
      expect(step('patients', report)).toMatchObject({ before: 2, after: 2 })
      expect(step('image slices', report)).toMatchObject({ before: 12, after: 12 })
      expect(report.structures.every(({ cutPixels }) => cutPixels === 0)).toBe(true)
    },
  )

  test('what a crop cuts is said in pixels and percent; a structure that vanishes fails the report', async () => {
    const some = await prepare(hearts, { spacingMm: null, side: 16 })
    expect(some.warnings[0]).toMatch(/patient001 ED: the crop cuts \d+ pixels of rv-cavity/)
    const all = await prepare(hearts, { spacingMm: null, side: 8 })
    expect(all.fault).toMatchObject({ code: 'PREPARATION_LOST_DATA' })
    expect(step('structures that vanished', all)).toMatchObject({ before: 0, passed: false })
  })

  test('a case whose image cannot be read any more fails the report, and is named', async () => {
    const broken = folderWith()
    writeTinyHearts(broken, 2)
    const image = join(broken, 'patient002', 'patient002_frame02.nii.gz')
    writeFileSync(image, readFileSync(image).subarray(0, 900))
    const report = await prepare(broken, { spacingMm: null, side: 32 })
    expect(report.fault?.cause).toContain('files that cannot be used')
    expect(report.warnings.some((warning) => warning.includes('patient002_frame02.nii.gz'))).toBe(true)
  })

  test('prepared images and masks are written only where a folder is named', async () => {
    const out = folderWith()
    await prepare(hearts, { preset: 'C6', mode: 'corrected' }, out)
    const image = await readNifti(join(out, 'patient001_ED.nii.gz'))
    expect(image.shape.slice(1)).toEqual([3, 176, 176])
    expect(existsSync(join(out, 'patient002_ES_gt.nii.gz'))).toBe(true)
    expect(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))).toMatchObject({ fault: null })
    rmSync(out, { recursive: true })
  })
})
