import type { FoundRegion } from '#shared/domain/preparationStep'
import { planesOf, type VolumeGrid } from '../volumeGrid'
import { cannyEdges } from './canny'
import { houghCircles, type Circle } from './houghCircles'
import { motionMap } from './motionMap'

/** The radii of hearts, mm, and how near circles must lie to each other to be one heart, pixels. */
const radiiMm = [15, 45] as const
const nearPixels = 8

/**
 * Where the heart beats: circles in the edges of each slice's motion map, their centres added up over all slices, each
 * spread by a Gaussian of 5 pixels; the highest place is the centre. `nowhere`: nothing round moves.
 *
 * Source  Khened, Alex Kollerathu & Krishnamurthi, Medical Image Analysis 51, 2019, doi 10.1016/j.media.2018.10.004;
 *         numbers of datasets.md P12
 */
export function detectRegion(
  phases: readonly Float32Array[],
  grid: VolumeGrid,
  kind: 'deviation' | 'harmonic',
): FoundRegion | 'nowhere' {
  const { x, y } = grid.spacingMm
  const mm = (x + y) / 2
  const [least, most] = [Math.floor(radiiMm[0] / mm), Math.floor(radiiMm[1] / mm)]
  const radii = Array.from({ length: Math.floor((most - least) / 2) + 1 }, (_, k) => least + 2 * k).filter(
    (radius) => radius > 0,
  )
  const planes = phases.map((phase) => planesOf(phase, grid))
  const circles = Array.from({ length: grid.slices }, (_, z) =>
    motionMap(
      planes.map((slices) => slices[z]!),
      kind,
    ),
  ).flatMap((motion) => houghCircles(cannyEdges(motion, grid, 3), grid, radii))
  if (circles.length === 0) return 'nowhere'
  const { row, column } = centre(circles, grid)
  const near = circles.filter(
    (circle) => Math.abs(circle.row - row) <= nearPixels && Math.abs(circle.column - column) <= nearPixels,
  )
  const reach = (of: (circle: Circle) => number): number =>
    near.reduce((radius, circle) => Math.max(radius, circle.radius + of(circle)), 0)
  return {
    row,
    column,
    radiusRows: reach((circle) => Math.abs(circle.row - row)),
    radiusColumns: reach((circle) => Math.abs(circle.column - column)),
  }
}

function centre(circles: readonly Circle[], { rows, columns }: VolumeGrid): { row: number; column: number } {
  const sums = new Float64Array(rows * columns)
  const reach = 15 // three times the Gaussian's 5 pixels: less than a thousandth is left there
  for (const circle of circles)
    for (let y = Math.max(0, circle.row - reach); y <= Math.min(rows - 1, circle.row + reach); y++)
      for (
        let x = Math.max(0, circle.column - reach);
        x <= Math.min(columns - 1, circle.column + reach);
        x++
      ) {
        const squared = (y - circle.row) ** 2 + (x - circle.column) ** 2
        sums[y * columns + x]! += circle.votes * Math.exp(-squared / 25)
      }
  let best = 0
  for (let i = 1; i < sums.length; i++) if (sums[i]! > sums[best]!) best = i
  return { row: Math.floor(best / columns), column: best % columns }
}
