import { expect, test } from 'vitest'
import { scoredCase } from '#electron/compute/segmenting/scoredCase'
import { ignoredLabel } from '#shared/domain/structures'

const grid = { slices: 1, rows: 4, columns: 4, spacingMm: { x: 1, y: 1, z: 1000 } }
const cavity = 3

test('pixels that the reference does not judge count on neither side: in no overlap, distance or volume (R-DS-2)', () => {
  // Truth: two pixels of cavity, and a row that nobody judged. The prediction fills that row, and is right elsewhere.
  const truth = Uint8Array.of(
    0,
    cavity,
    cavity,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    ...Array<number>(4).fill(ignoredLabel),
  )
  const predicted = Uint8Array.of(
    0,
    cavity,
    cavity,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    ...Array<number>(4).fill(cavity),
  )
  const regions = { ed: ['lv-cavity'] } as const
  const result = scoredCase('a', 'test', { ed: predicted }, { ed: truth }, grid, regions)
  expect(result.structures['lv-cavity']!.ed).toMatchObject({ dice: 1, hdMm: 0, hd95Mm: 0 })
  expect(result.edvMl).toBeCloseTo(2)
  expect(result.reference!.edvMl).toBeCloseTo(2)
  // What was given stays as it was: a mask that is written keeps what the network said.
  expect(predicted.filter((label) => label === cavity)).toHaveLength(6)
})
