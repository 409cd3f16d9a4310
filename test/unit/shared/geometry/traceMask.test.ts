import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contourAreaMm2 } from '#shared/geometry/polygon'
import { rasterise } from '#shared/geometry/rasterise'
import { traceMask } from '#shared/geometry/traceMask'

const picture = (...lines: string[]) => ({
  columns: lines[0]!.length,
  rows: lines.length,
  mask: Uint8Array.from(lines.join(''), (c) => (c === '#' ? 1 : 0)),
})

const square = { x: 1, y: 1 }

describe('mask to contour to mask (features E-G4, X26)', () => {
  test('any mask comes back bit by bit, holes, corners and single pixels included', () => {
    const masks = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
      .chain(([columns, rows]) =>
        fc.record({
          columns: fc.constant(columns),
          rows: fc.constant(rows),
          mask: fc.uint8Array({ minLength: columns * rows, maxLength: columns * rows, max: 1 }),
        }),
      )
    fc.assert(
      fc.property(masks, ({ columns, rows, mask }) => {
        expect(rasterise(traceMask(mask, columns, rows), columns, rows)).toEqual(mask)
      }),
      { numRuns: 200 },
    )
  })

  test('a hundred round trips wear nothing away', () => {
    const { columns, rows, mask } = picture('.......', '..##...', '.####..', '.#.##.#', '.###.#.', '.......')
    let current = mask
    for (let trip = 0; trip < 100; trip++)
      current = rasterise(traceMask(current, columns, rows), columns, rows)
    expect(current).toEqual(mask)
  })

  test('one pixel becomes a diamond around its centre', () => {
    const { columns, rows, mask } = picture('...', '.#.', '...')
    const [ring] = traceMask(mask, columns, rows)
    expect(ring).toHaveLength(4)
    expect(ring).toEqual(
      expect.arrayContaining([
        { x: 1.5, y: 1 },
        { x: 1, y: 1.5 },
        { x: 0.5, y: 1 },
        { x: 1, y: 0.5 },
      ]),
    )
  })

  test('a ring of pixels has an outer and an inner line, and its area is that between them', () => {
    const { columns, rows, mask } = picture('#####', '#...#', '#...#', '#####')
    const rings = traceMask(mask, columns, rows)
    expect(rings).toHaveLength(2)
    // The outer line encloses 20 pixels less a half, the hole 6 less a half.
    expect(contourAreaMm2(rings, square)).toBe(20 - 0.5 - (6 - 0.5))
  })

  test('pixels that touch only at a corner are rings of their own', () => {
    const { columns, rows, mask } = picture('#.', '.#')
    expect(traceMask(mask, columns, rows)).toHaveLength(2)
  })

  test('an empty mask has no outline', () => {
    expect(traceMask(new Uint8Array(12), 4, 3)).toEqual([])
  })
})
