import { describe, expect, test } from 'vitest'
import { NiftiFrames } from '#electron/datasets/niftiFrames'
import { openCase } from '#electron/datasets/openCase'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import { labelNrrdBytes } from '#electron/formats/volume/writeNrrd'
import type { Orientation } from '#shared/domain/grid'
import { smallSeries, type SmallSeries } from '../../../../fixtures/drawnSeries'
import { folderWith } from '../../../../fixtures/folders'
import { onlyCase, scanned } from '../../../../fixtures/scanned'

const spacingMm = { x: 1.25, y: 1.5, z: 8 }
const names = [
  [7, 'LV blood pool'],
  [5, 'LV myocardium'],
] as const

/** A mask in the grid of a series' files: 7 in the cavity, 5 in the wall, on one slice. */
function masked(heart: SmallSeries, onSlice: number): Uint8Array {
  const labels = new Uint8Array(5 * 40 * 48)
  const cavity = heart.disc([24, 19], 8)
  heart.disc([24, 19], 13).forEach((inside, i) => {
    if (inside) labels[onSlice * 40 * 48 + i] = cavity[i] ? 7 : 5
  })
  return labels
}
const orientationOf = (heart: SmallSeries): Orientation => ({
  row: [...heart.series.orientation.row],
  column: [...heart.series.orientation.column],
  normal: [...heart.normal],
  originMm: heart.originMm(0) as [number, number, number],
})
const nrrd = (heart: SmallSeries, orientation: Orientation, labels = masked(heart, 1)) =>
  labelNrrdBytes({ shape: [1, 5, 40, 48], labels, spacingMm, orientation, names })

describe('a mask volume beside a DICOM series', () => {
  const heart = smallSeries({ phases: 1 })
  const size = 40 * 48

  test('is laid over it by its place in the patient, whatever order its slices have', async () => {
    const { source, reader } = await onlyCase(
      folderWith({ ...heart.files, 'images/heart_seg.nrrd': nrrd(heart, orientationOf(heart)) }),
    )
    expect(source).toMatchObject({ labelled: ['lv-endo', 'lv-epi'], ed: 0, problems: [] })
    // The files count from the apex here, the case from the base.
    const labels = (await reader.labels(0))!.subarray(3 * size, 4 * size)
    expect(labels.map((label) => (label === 3 ? 1 : 0))).toEqual(heart.disc([24, 19], 8))
    expect(labels.map((label) => (label > 0 ? 1 : 0))).toEqual(heart.disc([24, 19], 13))
  })

  test('on another grid is taken from its nearest voxels, with a warning', async () => {
    const moved = { ...orientationOf(heart), originMm: heart.toMm(0, 2.2, -1.3) as [number, number, number] }
    const { source, reader } = await onlyCase(
      folderWith({ ...heart.files, 'images/heart_seg.nrrd': nrrd(heart, moved) }),
    )
    expect(source.problems).toEqual([
      'heart_seg.nrrd has another grid than the images: its nearest voxels are taken.',
    ])
    const labels = (await reader.labels(0))!.subarray(3 * size, 4 * size)
    expect(labels.map((label) => (label === 3 ? 1 : 0))).toEqual(heart.disc([26, 18], 8))
    expect(reader.opened.warnings).toContainEqual({ code: 'CASE_PROBLEM', text: source.problems[0] })
  })

  test('whose values nobody names lists them with their counts, and is not guessed (X23)', async () => {
    const bare = labelNrrdBytes({
      ...{ shape: [1, 5, 40, 48], labels: masked(heart, 1), spacingMm, orientation: orientationOf(heart) },
      names: [],
    })
    const { source } = await onlyCase(folderWith({ ...heart.files, 'images/heart_mask.nrrd': bare }))
    const [cavity, whole] = [heart.disc([24, 19], 8), heart.disc([24, 19], 13)].map((mask) =>
      mask.reduce((sum, inside) => sum + inside, 0),
    )
    expect(source.labelled).toEqual([])
    expect(source.problems).toEqual([
      `The masks hold the values 5 (${whole! - cavity!} voxels), 7 (${cavity} voxels), whose structures nobody names; they are left out (heart_mask.nrrd).`,
    ])
  })

  test('far from it stays an image of its own, which says that it is named as a mask', async () => {
    const far: Orientation = { ...orientationOf(heart), originMm: [900, 900, 900] }
    const { cases } = await scanned(folderWith({ ...heart.files, 'images/heart_seg.nrrd': nrrd(heart, far) }))
    expect(cases.map(({ layout, labelled }) => [layout, labelled])).toEqual([
      ['dicom', []],
      ['nifti', []],
    ])
    expect(cases[1]!.problems.join()).toContain('named as a mask')
  })
})

describe('a NIfTI image and its mask', () => {
  const image = Int16Array.from({ length: 5 * 40 * 48 }, (_, i) => i % 500)
  const heart = smallSeries({ phases: 1 })
  const frame = { grid: { spacingMm, orientation: orientationOf(heart) } }
  const shape = [1, 5, 40, 48] as const
  const description = '7 255 0 0 1 1 1 "LV"\n5 0 255 0 1 1 1 "Myo"\n'

  test.each(['_seg', '_mask', '_gt', '_label', '-labels'])(
    'are one case where its name ends in %s, with the names that ITK-SNAP writes beside it',
    async (ending) => {
      const { source, reader } = await onlyCase(
        folderWith({
          'x.nii.gz': niftiGzBytes({ shape, data: image }, frame),
          [`x${ending}.nii.gz`]: niftiGzBytes({ shape, data: masked(heart, 2) }, frame),
          'labels.txt': description,
        }),
      )
      expect(source).toMatchObject({
        name: 'x',
        layout: 'nifti',
        labelled: ['lv-endo', 'lv-epi'],
        problems: [],
      })
      const labels = (await reader.labels(0))!
      expect(labels.map((label) => ({ 3: 7, 2: 5 })[label] ?? 0)).toEqual(masked(heart, 2))
      expect(await reader.volume(0)).toEqual(Float32Array.from(image))
    },
  )

  test('whose values nobody names wait for the label dialog, and open as a person then says (R-DS-2)', async () => {
    const { source } = await onlyCase(
      folderWith({
        'x.nii.gz': niftiGzBytes({ shape, data: image }, frame),
        'x_seg.nii.gz': niftiGzBytes({ shape, data: masked(heart, 2) }, frame),
      }),
    )
    expect(source.labelled).toEqual([])
    expect(source.problems.join()).toMatch(
      /^The masks hold the values 5 .* 7 .*whose structures nobody names/,
    )
    const { frames } = NiftiFrames.parse(source.detail)
    expect(frames.map(({ number, label }) => [number, label?.at])).toEqual([[1, 0]])
    const values = [
      [0, 0],
      [7, 3],
      [5, 2],
    ]
    const regions = ['lv-cavity', 'lv-myocardium']
    const reader = await openCase({ ...source, detail: { ...source.detail, values, regions } })
    const labels = (await reader.labels(0))!
    expect(labels.map((label) => ({ 3: 7, 2: 5 })[label] ?? 0)).toEqual(masked(heart, 2))
    expect(reader.labelledRegions(0)).toEqual(regions)
  })

  test('of other shapes are told apart: the image opens, the mask is a problem', async () => {
    const far = {
      grid: { spacingMm, orientation: { ...orientationOf(heart), originMm: [900, 0, 0] as const } },
    }
    const { source, reader } = await onlyCase(
      folderWith({
        'x.nii.gz': niftiGzBytes({ shape, data: image }, frame),
        'x_seg.nii.gz': niftiGzBytes({ shape, data: masked(heart, 2) }, far as unknown as typeof frame),
      }),
    )
    expect(source.problems.join()).toContain('the series that it lies beside')
    expect(await reader.labels(0)).toBeNull()
  })
})
