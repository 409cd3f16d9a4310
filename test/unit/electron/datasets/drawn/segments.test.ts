import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readDrawnObject } from '#electron/formats/dicom/readDrawnObject'
import { readVolume } from '#electron/formats/volume/readVolume'
import { segmentationBytes, type WrittenSegmentFrame } from '#electron/formats/dicom/writeSegmentation'
import { smallSeries, type SmallSeries } from '../../../../fixtures/drawnSeries'
import { folderWith } from '../../../../fixtures/folders'
import { needing, realData } from '../../../../fixtures/realData'
import { onlyCase, scanned } from '../../../../fixtures/scanned'

const middle = [24, 19] as const
const segments = [
  { label: 'LV blood pool', code: '87878005', meaning: 'Left ventricle' },
  { label: 'Segment 2', code: '74281007', meaning: 'Myocardium' },
  { label: 'Nodule', code: '27925004', meaning: 'Nodule' },
]

/** A frame of a disc on one image of a series. */
const frame = (
  heart: SmallSeries,
  [segment, slice, phase]: readonly [segment: number, slice: number, phase: number],
  radiusMm: number,
): WrittenSegmentFrame => ({
  ...{ segment, imageUid: heart.uid(slice, phase), positionMm: heart.originMm(slice) },
  mask: heart.disc(middle, radiusMm),
})

const folderOf = (heart: SmallSeries, frames: readonly WrittenSegmentFrame[]) =>
  folderWith({ ...heart.files, 'seg.dcm': segmentationBytes(heart.series, segments, frames) })

const count = (mask: Uint8Array): number => mask.reduce((sum, inside) => sum + inside, 0)

describe('a DICOM segmentation', () => {
  test('of a cine has each phase where it belongs, and none on the first alone (U15)', async () => {
    const heart = smallSeries({ slices: 3, phases: 4 })
    const radii = [12, 10, 7, 9]
    const { source, reader } = await onlyCase(
      folderOf(
        heart,
        [1, 3, 0, 2].map((phase) => frame(heart, [1, 1, phase], radii[phase]!)),
      ),
    )
    expect(source).toMatchObject({ ed: 0, es: 2, labelled: ['lv-endo'], problems: [] })
    const size = 40 * 48
    for (const [phase, radius] of radii.entries()) {
      const labels = (await reader.labels(phase))!
      expect(labels.subarray(size, 2 * size).map((label) => (label === 3 ? 1 : 0))).toEqual(
        heart.disc(middle, radius),
      )
      expect(count(labels)).toBe(3 * count(heart.disc(middle, radius)))
    }
  })

  test('with overlapping segments keeps the cavity over its wall; a code tells what a plain name does not', async () => {
    const heart = smallSeries({ phases: 1 })
    const { reader } = await onlyCase(
      folderOf(heart, [frame(heart, [1, 2, 0], 9), frame(heart, [2, 2, 0], 14)]),
    )
    const [inner, outer] = [count(heart.disc(middle, 9)), count(heart.disc(middle, 14))]
    const voxelMl = (1.25 * 1.5 * 8) / 1000
    expect(reader.labelledRegions(0)).toEqual(['lv-cavity', 'lv-myocardium'])
    expect(reader.volumesMl(0)['lv-cavity']).toBeCloseTo(inner * voxelMl, 6)
    expect(reader.volumesMl(0)['lv-myocardium']).toBeCloseTo((outer - inner) * voxelMl, 6)
  })

  test('with a segment that is no structure of the heart counts it, and leaves it out by name', async () => {
    const heart = smallSeries({ phases: 1 })
    const { source } = await onlyCase(
      folderOf(heart, [frame(heart, [3, 2, 0], 5), frame(heart, [3, 3, 0], 5)]),
    )
    const pixels = 2 * count(heart.disc(middle, 5))
    expect(source.labelled).toEqual([])
    expect(source.problems).toEqual([
      `seg.dcm draws structures that Septum does not know; they are left out: "Nodule" (${pixels} pixels on 2 slices).`,
    ])
  })

  test('on another grid is taken pixel by nearest pixel, which it says', async () => {
    const heart = smallSeries({ phases: 1 })
    // The same plane, shifted by three columns and two rows of the images.
    const shifted = { ...frame(heart, [1, 2, 0], 9), positionMm: heart.toMm(2, 3, 2) }
    const { source, reader } = await onlyCase(folderOf(heart, [shifted]))
    expect(source.problems).toEqual([
      'seg.dcm has another grid than the images: its nearest pixels are taken, 1 frames.',
    ])
    const labels = (await reader.labels(0))!.subarray(2 * 40 * 48, 3 * 40 * 48)
    expect(labels.map((label) => (label === 3 ? 1 : 0))).toEqual(heart.disc([27, 21], 9))
  })

  test('whose frames lie between the slices, or name no image of a cine, is left out frame by frame', async () => {
    const heart = smallSeries()
    const away = heart.originMm(0).map((value, i) => value - 20 * heart.normal[i]!)
    const { source } = await onlyCase(
      folderOf(heart, [
        { ...frame(heart, [1, 0, 0], 9), positionMm: away },
        { ...frame(heart, [1, 1, 0], 9), imageUid: '1.9.9' },
        frame(heart, [1, 2, 0], 9),
      ]),
    )
    expect(source.labelled).toEqual(['lv-endo'])
    expect(source.problems).toEqual([
      'seg.dcm: 1 frame on no slice of the images; left out.',
      'seg.dcm: 1 frame that name none of the images, so that their phase is not known; left out.',
    ])
  })
})

const { missing, because } = needing('formats/dicom-seg')
const formats = path.join(realData, 'formats')

describe('segmentations of other programs', () => {
  test.skipIf(missing)(
    `binary, overlapping and fractional ones lie on their slices, across a gap of 160 slices, with the pixels that pydicom 2.3 counts${because}`,
    async () => {
      const { cases, refused } = await scanned(path.join(formats, 'dicom-seg/highdicom-ct'))
      expect(refused).toEqual([])
      expect(cases).toMatchObject([{ slices: 4, detail: { grid: { spacingMm: { x: 0.488281 } } } }])
      const found = cases[0]!.problems.slice(1).toSorted()
      expect(found.map((text) => text.replace(/ draws .*: /, ': '))).toEqual([
        'seg_image_ct_binary.dcm: "first segment" (638 pixels on 3 slices).',
        'seg_image_ct_binary_overlap.dcm: "first segment" (64 pixels on 4 slices), "second segment" (16 pixels on 4 slices).',
        'seg_image_ct_true_fractional.dcm: "first segment" (638 pixels on 3 slices).',
      ])
    },
  )
  test.skipIf(missing)(
    `the same liver is in a segmentation and in an NRRD file, voxel for voxel${because}`,
    async () => {
      const object = await readDrawnObject(path.join(formats, 'dicom-seg/dcmqi-liver.dcm'))
      if (object.kind !== 'seg') throw new Error(object.kind)
      const volume = await readVolume(path.join(formats, 'nrrd/liver_seg.nrrd'))
      const size = object.rows * object.columns
      const { originMm } = volume.orientation!
      for (const { frame: index, geometry } of object.object.frames) {
        const slice = Math.round((geometry.positionMm![2] - originMm[2]) / volume.spacingMm.z)
        const mask = Array.from(await object.values(index))
        const plane = Array.from(volume.data.slice(slice * size, (slice + 1) * size), (value) =>
          Number(value > 0),
        )
        expect(mask.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(100)
        expect(mask).toEqual(plane)
      }
    },
  )
  test.skipIf(missing)(
    `a mask in a folder beside its series finds it by its grid, and both series of that grid${because}`,
    async () => {
      const { cases } = await scanned(path.join(formats, 'dicom-seg/dcmqi-23x38x3'))
      expect(cases.map(({ slices, problems }) => [slices, problems])).toEqual(
        [1, 2].map(() => [
          3,
          [
            'The masks hold the values 1 (322 voxels), whose structures nobody names; they are left out (label.nrrd).',
          ],
        ]),
      )
    },
  )
})

const rt = needing('formats/rtstruct')
test.skipIf(rt.missing)(
  `structure sets of other programs have the contours and areas that pydicom 2.3 and a shoelace give${rt.because}`,
  async () => {
    const areas = async (file: string) => {
      const object = await readDrawnObject(path.join(formats, 'rtstruct', file))
      if (object.kind !== 'rtstruct') throw new Error(object.kind)
      return object.set.structures.map(({ name, contours }) => {
        const sum = contours.reduce((total, { pointsMm }) => total + shoelace(pointsMm), 0)
        return [name, contours.length, Number(sum.toPrecision(4))]
      })
    }
    expect(await areas('rt.dcm')).toEqual([['ROI-1', 2, 800.5]])
    expect(await areas('dummy_rt.dcm')).toEqual([
      ['ROI-1', 3, 1301],
      ['ROI-2', 3, 1201],
      ['ROI-3', 3, 1147],
      ['ROI-4', 3, 2193],
    ])
    expect(await areas('rtss.dcm.gz')).toEqual([
      ['BODY', 141, 4960000],
      ['Areola', 0, 0],
      ['Borders', 2, 431],
      ['Breast', 48, 133300],
      ['Heart', 33, 146600],
      ['Lt Lung', 165, 674800],
      ['Nodes', 4, 223.9],
      ['Scar', 6, 171],
      ['Tumor Bed', 18, 4386],
      ['Tumor Bed Block', 24, 21280],
    ])
    const { refused } = await scanned(path.join(formats, 'rtstruct'))
    expect(refused.map(({ code }) => code)).toEqual(Array(3).fill('CASE_INCOMPLETE'))
    expect(refused[2]!.cause).toContain('"Heart" (33 contours)')
  },
)

/** Area of a polygon that lies in an axial plane, mm². */
function shoelace(points: readonly number[]): number {
  let twice = 0
  for (let i = 0; i < points.length; i += 3) {
    const next = (i + 3) % points.length
    twice += points[i]! * points[next + 1]! - points[next]! * points[i + 1]!
  }
  return Math.abs(twice) / 2
}
