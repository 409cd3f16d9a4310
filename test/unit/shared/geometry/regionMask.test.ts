import { describe, expect, test } from 'vitest'
import type { Contour } from '#shared/domain/contour'
import type { BoundaryId } from '#shared/domain/structures'
import { contoursOfLabels, regionMask } from '#shared/geometry/regionMask'
import { ellipse } from './circle'

const made = { source: 'imported', author: 'expert', state: 'accepted' } as const
const contour = (boundary: BoundaryId, x: number, y: number, r: number): Contour => ({
  boundary,
  slice: 0,
  phase: 0,
  rings: [ellipse(x, y, r)],
  knots: null,
  ...made,
})
const grid = { columns: 40, rows: 40, slices: 2 }
const at = (labels: Uint8Array, x: number, y: number) => labels[y * 40 + x]

describe('labels from boundaries and back (decisions 6)', () => {
  test('the wall lies between its two lines, and the left ventricle wins where it overlaps the right', () => {
    const drawn = [contour('rv-endo', 10, 20, 9), contour('lv-endo', 24, 20, 6), contour('lv-epi', 24, 20, 9)]
    const labels = regionMask(drawn, 40, 40)
    expect(at(labels, 24, 20)).toBe(3)
    expect(at(labels, 31, 20)).toBe(2)
    expect(at(labels, 17, 20)).toBe(2)
    expect(at(labels, 10, 20)).toBe(1)
    expect(at(labels, 38, 20)).toBe(0)
    expect(regionMask(drawn.toReversed(), 40, 40)).toEqual(labels)
  })

  test('labels become contours that give the same labels, slice by slice, and none where there is nothing', () => {
    const labels = new Uint8Array(2 * 40 * 40)
    labels.set(
      regionMask(
        [contour('rv-endo', 10, 20, 7), contour('lv-endo', 25, 20, 5), contour('lv-epi', 25, 20, 8)],
        40,
        40,
      ),
      40 * 40,
    )
    const contours = contoursOfLabels(labels, grid, 4, made)
    expect(contours.map(({ boundary, slice, phase }) => [boundary, slice, phase])).toEqual([
      ['lv-endo', 1, 4],
      ['lv-epi', 1, 4],
      ['rv-endo', 1, 4],
    ])
    expect(regionMask(contours, 40, 40)).toEqual(labels.subarray(40 * 40))
    expect(contours[0]).toMatchObject({ ...made, knots: null })
  })

  test('papillary muscles stand in the cavity, atria and ventricles of the brain by themselves (datasets B1)', () => {
    const drawn = [
      contour('lv-epi', 20, 20, 12),
      contour('lv-endo', 20, 20, 8),
      contour('papillary', 22, 20, 2),
      contour('left-atrium', 35, 5, 3),
      contour('lateral-ventricle', 5, 35, 3),
    ]
    const labels = regionMask(drawn, 40, 40)
    expect([at(labels, 22, 20), at(labels, 17, 20), at(labels, 35, 5), at(labels, 5, 35)]).toEqual([
      5, 3, 6, 8,
    ])
    const traced = contoursOfLabels(labels, { ...grid, slices: 1 }, 0, made)
    expect(regionMask(traced, 40, 40)).toEqual(labels)
    const endo = traced.find(({ boundary }) => boundary === 'lv-endo')!
    expect(endo.rings).toHaveLength(1)
  })

  test('labels of another shape are refused', () => {
    expect(() => contoursOfLabels(new Uint8Array(7), grid, 0, made)).toThrow('7 labels')
  })
})
