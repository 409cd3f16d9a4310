import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CheckedCase, Finding, FindingKind } from '#shared/domain/datasetCheck'
import type { Grid } from '#shared/domain/grid'
import type { CaseSource } from '#shared/domain/study'
import { checkCase } from '#electron/datasets/check/checkCase'
import { openCase } from '#electron/datasets/openCase'
import { scanFolder } from '#electron/datasets/scanFolder'
import { readNifti } from '#electron/formats/nifti/readNifti'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import { folderWith } from '../../../../fixtures/folders'
import { tinySide as side, tinySlices, tinySpacingMm, writeTinyHearts } from '../../compute/tinyHearts'

const plane = side * side
const shape = [1, tinySlices, side, side] as const
const lps: NonNullable<Grid['orientation']> = {
  row: [1, 0, 0],
  column: [0, 1, 0],
  normal: [0, 0, 1],
  originMm: [0, 0, 0],
}

interface Planted {
  readonly shape?: readonly [1, number, number, number]
  readonly spacingMm?: Grid['spacingMm']
  readonly orientation?: Grid['orientation']
}

/** One heart with its ED mask, or image, written anew. */
async function heartWith(
  what: 'mask' | 'image',
  change: (values: Float32Array) => Float32Array,
  planted: Planted = {},
): Promise<CaseSource> {
  const folder = folderWith()
  writeTinyHearts(folder, 1)
  const home = join(folder, 'patient001')
  const imageFile = join(home, 'patient001_frame01.nii.gz')
  const maskFile = join(home, 'patient001_frame01_gt.nii.gz')
  if (planted.orientation) {
    const image = await readNifti(imageFile)
    const grid = { spacingMm: tinySpacingMm, orientation: lps }
    writeFileSync(imageFile, niftiGzBytes({ shape, data: Float32Array.from(image.data) }, { grid }))
  }
  const file = what === 'mask' ? maskFile : imageFile
  const data = change(Float32Array.from((await readNifti(file)).data))
  const grid = {
    spacingMm: planted.spacingMm ?? tinySpacingMm,
    orientation: planted.orientation ?? null,
  }
  writeFileSync(file, niftiGzBytes({ shape: planted.shape ?? shape, data }, { grid }))
  const found: CaseSource[] = []
  await scanFolder(folder, {
    onCase: (source) => void found.push(source),
    onRefusal: () => undefined,
    onProgress: () => undefined,
  })
  return found[0]!
}

const masked = (change: (values: Float32Array) => Float32Array, planted?: Planted) =>
  heartWith('mask', change, planted)
const same = (values: Float32Array) => values
const at = (slice: number, y: number, x: number) => slice * plane + y * side + x
const edFinding = ({ findings }: CheckedCase, kind: FindingKind): Finding | undefined =>
  findings.find((finding) => finding.kind === kind && finding.phase === 'ed')

async function edLabels(source: CaseSource): Promise<Uint8Array | null> {
  const reader = await openCase(source)
  try {
    return await reader.labels(source.ed!)
  } finally {
    reader.close()
  }
}
const sound = async () => (await edLabels(await masked(same)))!

test('a sound heart has nothing to mend', async () => {
  const { findings, hashes, ed } = await checkCase(await masked(same), '')
  expect(findings.filter(({ kind }) => kind !== 'plausibility')).toEqual([])
  expect(hashes?.image).toMatch(/^[0-9a-f]{64}$/)
  expect(ed?.pixels['lv-cavity']).toBe(113 * 3)
})

describe('twelve planted mismatches: a message with file and both values, and a fix or an exclusion (features U22)', () => {
  /** Applying what the finding offers, the finding is gone and the labels are those of the sound heart, but for `apart`. */
  async function mends(source: CaseSource, kind: FindingKind, apart = 0): Promise<Finding> {
    const finding = edFinding(await checkCase(source, ''), kind)!
    expect(finding, kind).toBeDefined()
    expect(finding.fix, kind).not.toBeNull()
    const fixed = { ...source, fixes: [finding.fix!] }
    const again = await checkCase(fixed, '')
    expect(edFinding(again, kind)).toBeUndefined()
    expect(again.findings.filter(({ severity }) => severity === 'blocker')).toEqual([])
    const [expected, labels] = [await sound(), (await edLabels(fixed))!]
    expect(labels.filter((label, i) => label !== expected[i]).length).toBeLessThanOrEqual(apart)
    return finding
  }

  test('shape: a mask of twice the resolution is laid on its image', async () => {
    const fine = (values: Float32Array) =>
      Float32Array.from({ length: 4 * values.length }, (_, i) => {
        const [x, y, z] = [
          i % (2 * side),
          Math.floor(i / (2 * side)) % (2 * side),
          Math.floor(i / (4 * plane)),
        ]
        return values[at(z, y >> 1, x >> 1)]!
      })
    const half = { x: 2, y: 2, z: 10 }
    const source = await masked(fine, { shape: [1, 3, 2 * side, 2 * side], spacingMm: half })
    const { severity, text, reason, file } = await mends(source, 'shape')
    expect(severity).toBe('blocker')
    expect(text).toBe(
      'patient001_frame01_gt.nii.gz has 3 × 64 × 64 voxels (slices × rows × columns), patient001_frame01.nii.gz has 3 × 32 × 32.',
    )
    expect(reason).toContain('resampled copy')
    expect(file).toMatch(/patient001_frame01_gt/)
  })

  test('spacing: both values in mm', async () => {
    const source = await masked(same, { spacingMm: { x: 4.2, y: 4, z: 10 } })
    const finding = edFinding(await checkCase(source, ''), 'spacing')!
    expect(finding.severity).toBe('warning')
    expect(finding.text).toContain('4.200 × 4.000 × 10.000 mm')
    expect(finding.text).toContain('4.000 × 4.000 × 10.000 mm')
    const fixed = await checkCase({ ...source, fixes: [finding.fix!] }, '')
    expect(edFinding(fixed, 'spacing')).toBeUndefined()
  })

  test('a spacing that differs by less than 1 % is none', async () => {
    const source = await masked(same, { spacingMm: { x: 4.03, y: 4, z: 10 } })
    expect(edFinding(await checkCase(source, ''), 'spacing')).toBeUndefined()
  })

  test('origin: a mask that was shifted by two pixels is laid back', async () => {
    const shifted = (values: Float32Array) => values.map((_, i) => (i % side < side - 2 ? values[i + 2]! : 0))
    const source = await masked(shifted, { orientation: { ...lps, originMm: [8, 0, 0] } })
    const { text } = await mends(source, 'origin')
    expect(text).toContain('(8.0, 0.0, 0.0) mm')
    expect(text).toContain('8.0 mm apart')
  })

  test('orientation: a mask whose columns run the other way is turned back', async () => {
    const mirrored = (values: Float32Array) =>
      values.map((_, i) => values[i - (i % side) + (side - 1 - (i % side))]!)
    const turned = { ...lps, row: [-1, 0, 0] as const, originMm: [4 * (side - 1), 0, 0] as const }
    const source = await masked(mirrored, {
      orientation: { ...turned, row: [...turned.row], originMm: [...turned.originMm] },
    })
    const { severity, text } = await mends(source, 'orientation')
    expect(severity).toBe('blocker')
    expect(text).toContain('180.0 degrees')
  })

  test('unknown value: counted, and mapped', async () => {
    const source = await masked((values) => values.map((value, i) => (i === at(1, 2, 2) ? 7 : value)))
    const { text, severity } = await mends(source, 'unknown-value')
    expect(severity).toBe('blocker')
    expect(text).toContain('holds the value 7 in 1 voxels on slice 2; acdc defines 0, 1, 2, 3')
  })

  test('unknown value: may be mapped to a structure (R-DS-2)', async () => {
    const source = await masked((values) => values.map((value) => (value === 3 ? 600 : value)))
    const finding = edFinding(await checkCase(source, ''), 'unknown-value')!
    const fix = { kind: 'map-value', value: 600, region: 'lv-cavity' } as const
    expect(finding.text).toContain('600 in 339 voxels')
    expect(await edLabels({ ...source, fixes: [fix] })).toEqual(await sound())
  })

  test('empty mask: may count as not labelled', async () => {
    const source = await masked((values) => values.fill(0))
    const finding = edFinding(await checkCase(source, ''), 'empty-mask')!
    expect(finding.text).toContain('none of its 3072 voxels')
    const fixed = { ...source, fixes: [finding.fix!] }
    expect(await edLabels(fixed)).toBeNull()
    expect(edFinding(await checkCase(fixed, ''), 'empty-mask')).toBeUndefined()
  })

  test('hole', async () => {
    const source = await masked((values) => values.map((value, i) => (i === at(1, 16, 19) ? 0 : value)))
    const { text, slice } = await mends(source, 'hole')
    expect(text).toContain('1 hole; the largest measures 16 mm², on slice 2')
    expect(slice).toBe(1)
  })

  test('island: of the cavity at any size; a lone large piece of the RV stays', async () => {
    const source = await masked((values) =>
      values.map((value, i) => (i === at(2, 2, 28) || i === at(2, 2, 29) ? 3 : value)),
    )
    const { text, region } = await mends(source, 'island')
    expect(text).toContain('LV cavity of 32 mm², on slice 3')
    expect(region).toBe('lv-cavity')
    const rv = await masked((values) =>
      values.map((value, i) => ([at(0, 2, 28), at(0, 2, 29)].includes(i) ? 1 : value)),
    )
    expect(edFinding(await checkCase(rv, ''), 'island')).toBeUndefined()
  })

  test('endocardium outside the epicardium: the wall is closed', async () => {
    const outside = Array.from({ length: 6 }, (_, i) => at(1, 16, 24 + i))
    const source = await masked((values) => values.map((value, i) => (outside.includes(i) ? 3 : value)))
    const finding = edFinding(await checkCase(source, ''), 'endo-outside-epi')!
    expect(finding.text).toMatch(/on 1 slice: \d+ mm² of cavity have no wall, most on slice 2/)
    const again = await checkCase({ ...source, fixes: [finding.fix!] }, '')
    expect(edFinding(again, 'endo-outside-epi')).toBeUndefined()
  })

  test('a mask that touches the border, a constant image and one with NaN are named, to be excluded', async () => {
    const border = await masked((values) => values.map((value, i) => (i === at(0, 0, 5) ? 1 : value)))
    expect(edFinding(await checkCase(border, ''), 'border')?.text).toContain(
      'border of its 32 × 32 pixel image on 1 slice',
    )
    const flat = edFinding(
      await checkCase(await heartWith('image', (values) => values.fill(40)), ''),
      'empty-image',
    )!
    expect([flat.severity, flat.text]).toEqual([
      'blocker',
      'patient001_frame01.nii.gz is empty: all 3072 values are 40.',
    ])
    const broken = await heartWith('image', (values) => values.map((value, i) => (i < 5 ? NaN : value)))
    expect(edFinding(await checkCase(broken, ''), 'not-finite')?.text).toContain(
      '5 of 3072 values that are no number',
    )
  })
})

describe('masks that are wrong as a whole', () => {
  test('labels in the order of another data set lie as in no heart: a blocker (features X23)', async () => {
    const order = [0, 3, 2, 1]
    const swapped = await checkCase(await masked((values) => values.map((value) => order[value]!)), '')
    const finding = edFinding(swapped, 'label-order')!
    expect(finding.severity).toBe('blocker')
    expect(finding.text).toContain('RV cavity lies in myocardium')
  })

  test('volumes that no heart has are said with their limits (datasets B2.2)', async () => {
    const { findings } = await checkCase(await masked(same), '')
    expect(findings.map(({ text }) => text)).toContain(
      'patient001: RV EDV 20 ml; 40 to 400 ml would be expected.',
    )
  })

  test('a truncated mask is a blocker of its case, never a failure of the check', async () => {
    const source = await masked(same)
    const file = join(source.folder, 'patient001_frame01_gt.nii.gz')
    writeFileSync(file, readFileSync(file).subarray(0, 40))
    const { findings } = await checkCase(source, '')
    expect(findings.find(({ kind }) => kind === 'unreadable')).toMatchObject({
      severity: 'blocker',
      phase: 'ed',
      file,
    })
  })
})
