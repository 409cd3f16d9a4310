import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { turnedAxes } from '#electron/phantoms/phantomCine'
import { frameOfReference } from '#electron/formats/dicom/writeDicom'
import { structureSetBytes, type WrittenStructure } from '#electron/formats/dicom/writeStructureSet'
import { centroid, contourAreaMm2 } from '#shared/geometry/polygon'
import { dicomFile, sequence } from '../../../../fixtures/dicomFiles'
import { smallSeries, type SeriesPlan, type SmallSeries } from '../../../../fixtures/drawnSeries'
import { folderWith } from '../../../../fixtures/folders'
import { onlyCase, scanned } from '../../../../fixtures/scanned'

const discMm2 = (radius: number): number => Math.PI * radius ** 2
const middle = [24.3, 18.7] as const

const drawnOn = (series: SmallSeries, structures: readonly WrittenStructure[]) =>
  folderWith({ ...series.files, 'structures.dcm': structureSetBytes(series.series, structures) })

describe('contours of an RT structure set', () => {
  test('lie on their slice and at the phase of the image that they name, with the area that they were drawn with', async () => {
    const heart = smallSeries()
    const { source, reader } = await onlyCase(
      drawnOn(heart, [
        { name: 'LV Endo', contours: [heart.circle(1, 0, middle, 12), heart.circle(1, 1, middle, 8)] },
        { name: 'lv_epi', contours: [heart.circle(1, 0, middle, 16)] },
        { name: 'RV', contours: [heart.circle(3, 1, middle, 7)] },
      ]),
    )
    expect(source).toMatchObject({ layout: 'dicom', ed: 0, es: 1, problems: [] })
    const { imported, grid } = reader.opened
    const places = imported.map(({ boundary, slice, phase, rings }) => {
      const area = contourAreaMm2(rings, grid.spacingMm)
      return [boundary, slice, phase, Math.round(Math.sqrt(area / Math.PI))]
    })
    // The first slice of the files lies nearest to the apex: slices run from base to apex.
    expect(places).toEqual([
      ['lv-endo', 3, 0, 12],
      ['lv-endo', 3, 1, 8],
      ['lv-epi', 3, 0, 16],
      ['rv-endo', 1, 1, 7],
    ])
    expect(reader.labelledRegions(0)).toEqual(['lv-cavity', 'lv-myocardium'])
    expect(reader.labelledRegions(1)).toEqual(['lv-cavity', 'rv-cavity'])
    expect(reader.volumesMl(0)['lv-cavity']).toBeCloseTo((discMm2(12) * 8) / 1000, 1)
  })

  const eight = Array.from({ length: 8 }, (_, turn) => turnedAxes(turn))
  test.each([...eight.entries()])(
    'are where they were drawn in plane orientation %i of 8, oblique as a short axis is (X1, X12)',
    async (_, axes) => {
      const heart = smallSeries({ row: axes.row, column: axes.column })
      const { reader } = await onlyCase(
        drawnOn(heart, [{ name: 'LV', contours: [heart.circle(2, 0, middle, 10)] }]),
      )
      const { imported, grid } = reader.opened
      expect(imported).toHaveLength(1)
      const at = centroid(imported[0]!.rings[0]!)
      expect(at.x).toBeCloseTo(middle[0], 5)
      expect(at.y).toBeCloseTo(middle[1], 5)
      const labels = (await reader.labels(0))!
      const size = grid.rows * grid.columns
      expect(labels.subarray(2 * size, 3 * size).map((label) => Math.min(1, label))).toEqual(
        heart.disc(middle, 10),
      )
      expect(grid.orientation!.row[0]).toBeCloseTo(axes.row[0], 6)
    },
  )

  test('keep their place however the planes are tilted', async () => {
    const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true })
    await fc.assert(
      fc.asyncProperty(angle, angle, angle, async (a, b, c) => {
        const heart = smallSeries({ ...tilted(a, b, c), slices: 2, phases: 1 })
        const { reader } = await onlyCase(
          drawnOn(heart, [{ name: 'LV', contours: [heart.circle(1, 0, middle, 10)] }]),
        )
        const at = centroid(reader.opened.imported[0]!.rings[0]!)
        expect(Math.hypot(at.x - middle[0], at.y - middle[1])).toBeLessThan(1e-4)
      }),
      { numRuns: 12 },
    )
  })

  test('of one structure on one image are combined by XOR: a hole is a hole (PS3.3 C.8.8.6.3)', async () => {
    const heart = smallSeries({ phases: 1 })
    const ring = [heart.circle(2, 0, middle, 14), heart.circle(2, 0, middle, 9)]
    const { reader } = await onlyCase(drawnOn(heart, [{ name: 'Myo', contours: ring }]))
    expect(reader.labelledRegions(0)).toEqual(['lv-myocardium'])
    const wall = ((discMm2(14) - discMm2(9)) * 8) / 1000
    expect(reader.volumesMl(0)['lv-myocardium']).toBeCloseTo(wall, 1)
    expect(reader.volumesMl(0)['lv-cavity']).toBeUndefined()
  })

  test('with a keyhole are an outer ring and a hole, and beside a cavity only the outer ring counts', async () => {
    const heart = smallSeries({ phases: 1 })
    const [outer, inner] = [heart.circle(2, 0, middle, 14), heart.circle(2, 0, middle, 9)]
    const keyhole = {
      ...outer,
      pointsMm: [
        ...outer.pointsMm,
        outer.pointsMm[0]!,
        ...[...inner.pointsMm, inner.pointsMm[0]!].toReversed(),
        outer.pointsMm[0]!,
      ],
    }
    const alone = await onlyCase(drawnOn(heart, [{ name: 'LVM', contours: [keyhole] }]))
    expect(alone.reader.opened.imported.map(({ rings }) => rings.length)).toEqual([2])
    const wall = ((discMm2(14) - discMm2(9)) * 8) / 1000
    expect(alone.reader.volumesMl(0)['lv-myocardium']).toBeCloseTo(wall, 1)

    const both = await onlyCase(
      drawnOn(heart, [
        { name: 'LVM', contours: [keyhole] },
        { name: 'blood pool', contours: [inner] },
      ]),
    )
    expect(both.reader.opened.imported.map(({ boundary, rings }) => [boundary, rings.length])).toEqual([
      ['lv-epi', 1],
      ['lv-endo', 1],
    ])
    expect(both.reader.volumesMl(0)['lv-myocardium']).toBeCloseTo(wall, 1)
  })

  test('stay on their slices where a slice is missing between them (X11)', async () => {
    const heart = smallSeries({ phases: 1, without: [2] })
    const { reader, source } = await onlyCase(
      drawnOn(heart, [
        { name: 'LV', contours: [0, 1, 3, 4].map((slice) => heart.circle(slice, 0, middle, 6 + slice)) },
      ]),
    )
    expect(source.problems.join()).toContain('1 slice is missing between them')
    const { spacingMm } = reader.opened.grid
    const radii = reader.opened.imported
      .toSorted((a, b) => a.slice - b.slice)
      .map(({ rings }) => Math.round(Math.sqrt(contourAreaMm2(rings, spacingMm) / Math.PI)))
    expect(radii).toEqual([10, 9, 7, 6])
  })

  test('of the atria are known too, each with its own volume', async () => {
    const heart = smallSeries({ phases: 1 })
    const { reader } = await onlyCase(
      drawnOn(heart, [
        { name: 'Left Atrium', contours: [heart.circle(2, 0, middle, 9)] },
        { name: 'RA', contours: [heart.circle(3, 0, middle, 7)] },
      ]),
    )
    expect(reader.labelledRegions(0)).toEqual(['left-atrium', 'right-atrium'])
    expect(reader.volumesMl(0)['left-atrium']).toBeCloseTo((discMm2(9) * 8) / 1000, 1)
    expect((await reader.labels(0))!.filter((label) => label === 6)).not.toHaveLength(0)
  })

  test('that are no closed polygons, lie nowhere, or have unknown names are left out, each by name and count', async () => {
    const heart = smallSeries()
    const { normal } = heart
    const off = heart.circle(0, 0, middle, 9)
    const away = off.pointsMm.map((point) => point.map((value, i) => value - 30 * normal[i]!))
    const across = off.pointsMm.map((point, n) => point.map((value, i) => value + n * normal[i]!))
    const { source, reader } = await onlyCase(
      drawnOn(heart, [
        { name: 'Heart', contours: [heart.circle(0, 0, middle, 20), heart.circle(1, 0, middle, 20)] },
        {
          name: 'LV',
          contours: [
            { ...off, pointsMm: away },
            { ...off, pointsMm: across },
            { ...off, imageUid: '1.9.9' },
          ],
        },
      ]),
    )
    expect(reader.opened.imported).toEqual([])
    expect(source.problems).toEqual([
      'structures.dcm: 2 contours on no slice of the images, or across several; left out.',
      'structures.dcm: 1 contour that name none of the images, so that their phase is not known; left out.',
      'structures.dcm draws structures that Septum does not know; they are left out: "Heart" (2 contours on 2 slices).',
    ])
    expect(reader.problems).toEqual(source.problems)
  })

  test('of points and open lines are refused by their kind', async () => {
    const heart = smallSeries({ phases: 1 })
    const file = structureSetBytes(heart.series, [{ name: 'LV', contours: [heart.circle(2, 0, middle, 9)] }])
    const text = Buffer.from(file)
    const at = text.indexOf('CLOSED_PLANAR ')
    text.write('OPEN_PLANAR   ', at, 'latin1')
    const { source } = await onlyCase(folderWith({ ...heart.files, 'structures.dcm': text }))
    expect(source.problems).toEqual([
      'structures.dcm: 1 contour of the kind OPEN_PLANAR, which encloses nothing on a slice; left out.',
    ])
  })
})

describe('an RT structure set', () => {
  const plan: SeriesPlan = { phases: 1 }
  const structures = (heart: SmallSeries) => [{ name: 'LV', contours: [heart.circle(2, 0, middle, 9)] }]

  test('finds its images whichever folder comes first', async () => {
    const heart = smallSeries(plan)
    const file = structureSetBytes(heart.series, structures(heart))
    for (const name of ['a/rs.dcm', 'z/rs.dcm', 'rs.dcm', 'images/rs'] as const) {
      const { cases, refused } = await scanned(folderWith({ ...heart.files, [name]: file }))
      expect(refused).toEqual([])
      expect(cases.map(({ labelled }) => labelled)).toEqual([['lv-endo']])
    }
  })

  test('without its images is refused, and says what it draws', async () => {
    const heart = smallSeries(plan)
    const alone = folderWith({ 'rs.dcm': structureSetBytes(heart.series, structures(heart)) })
    const { cases, refused } = await scanned(alone)
    expect(cases).toEqual([])
    expect(refused).toMatchObject([{ code: 'CASE_INCOMPLETE' }])
    expect(refused[0]!.cause).toContain('it draws "LV" (1 contour)')
  })

  test('of another patient is never laid over these images, though it names them (R-LIB-4, X15)', async () => {
    const heart = smallSeries(plan)
    const other = smallSeries({ ...plan, patientId: 'P2' })
    const file = structureSetBytes(other.series, structures(other))
    const { cases, refused } = await scanned(folderWith({ ...heart.files, 'rs.dcm': file }))
    expect(cases[0]!.labelled).toEqual([])
    expect(refused[0]!.cause).toContain('it names the patient P2, and its images are of P1')
  })

  test('that names no image is laid over the short axis of its frame of reference', async () => {
    const heart = smallSeries({ phases: 1 })
    const point = (at: readonly number[]): string => at.map((value) => value.toFixed(4)).join('\\')
    const contour = heart.circle(2, 0, middle, 9).pointsMm.map(point).join('\\')
    const file = dicomFile({
      noPixels: true,
      more: {
        0x00080016: ['UI', '1.2.840.10008.5.1.4.1.1.481.3'],
        0x00080060: ['CS', 'RTSTRUCT'],
        0x30060020: [
          'SQ',
          sequence([
            {
              0x30060022: ['IS', '1'],
              0x30060024: ['UI', frameOfReference(heart.series)],
              0x30060026: ['LO', 'LV'],
            },
          ]),
        ],
        0x30060039: [
          'SQ',
          sequence([
            {
              0x30060040: [
                'SQ',
                sequence([{ 0x30060042: ['CS', 'CLOSED_PLANAR'], 0x30060050: ['DS', contour] }]),
              ],
              0x30060084: ['IS', '1'],
            },
          ]),
        ],
      },
    })
    const { cases, refused } = await scanned(folderWith({ ...heart.files, 'rs.dcm': file }))
    expect(refused).toEqual([])
    expect(cases[0]).toMatchObject({ labelled: ['lv-endo'], problems: [] })
  })
})

/** Unit vectors of a plane turned by three angles. */
function tilted(a: number, b: number, c: number): Required<Pick<SeriesPlan, 'row' | 'column'>> {
  const [ca, sa, cb, sb, cc, sc] = [
    Math.cos(a),
    Math.sin(a),
    Math.cos(b),
    Math.sin(b),
    Math.cos(c),
    Math.sin(c),
  ]
  return {
    row: [ca * cb, sa * cb, -sb],
    column: [ca * sb * sc - sa * cc, sa * sb * sc + ca * cc, cb * sc],
  }
}
