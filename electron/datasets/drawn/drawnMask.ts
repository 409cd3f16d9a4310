import { SeptumError } from '#shared/errors/SeptumError'
import { readVolume } from '#electron/formats/volume/readVolume'
import type { Drawn, DrawnOn } from './drawn'
import { fitOf, toVoxel } from './gridFit'
import { LabelPlanes } from './labelPlanes'
import { maskNames } from './maskNames'
import { meaningOfName } from './structureNames'

/**
 * The labels of a mask volume on a case. A frame without labels is not labelled where another one is. Voxels of another
 * grid are taken from the nearest of the mask's own, which is said. A value whose meaning nobody tells is left out by name.
 * Errors: GEOMETRY_MISMATCH where it does not lie over the images, and those of `readVolume`.
 */
export async function drawnMask(file: string, on: DrawnOn, author: string): Promise<Drawn> {
  const mask = await readVolume(file)
  const names = await maskNames(file)
  const { grid } = on
  const [frames, depth, height, width] = mask.shape
  const fit = fitOf(mask, on)
  const size = (shape: readonly number[]): string => shape.join(' × ')
  if (fit === 'apart' || frames !== grid.phases)
    throw new SeptumError('GEOMETRY_MISMATCH', {
      file,
      found: size(mask.shape),
      image: 'the series that it lies beside',
      expected: size([grid.phases, grid.slices, grid.rows, grid.columns]),
    })

  const to = toVoxel(mask, on)
  const voxels = depth * height * width
  const nearest = (x: number, y: number, slice: number): number => {
    if (!to) return (slice * height + y) * width + x
    const [column, row, plane] = to(x, y, slice).map(Math.round) as [number, number, number]
    const inside = column >= 0 && row >= 0 && plane >= 0 && column < width && row < height && plane < depth
    return inside ? (plane * height + row) * width + column : -1
  }
  const value = (voxel: number): number => mask.data[voxel]! * mask.slope + mask.intercept
  const counts = Array.from({ length: frames }, (_, frame) => countValues(value, frame * voxels, voxels))
  const total = new Map<number, number>()
  for (const frame of counts) for (const [own, count] of frame) total.set(own, (total.get(own) ?? 0) + count)
  const meant = [...total.keys()].flatMap((own) => {
    const meaning = meaningOfName(names.get(own) ?? '')
    return meaning ? [{ own, meaning }] : []
  })

  const planes = new LabelPlanes(grid)
  const sources = new Int32Array(grid.rows * grid.columns)
  for (let slice = 0; slice < grid.slices; slice++) {
    for (let y = 0, at = 0; y < grid.rows; y++)
      for (let x = 0; x < grid.columns; x++, at++) sources[at] = nearest(x, y, slice)
    for (const [phase, found] of counts.entries()) {
      if (found.size === 0) continue
      for (const { own, meaning } of meant)
        planes.add(
          meaning,
          { slice, phase },
          (i) => sources[i]! >= 0 && value(phase * voxels + sources[i]!) === own,
        )
    }
  }
  const drawn = planes.drawn(author)
  return { ...drawn, problems: [...drawn.problems, ...problemsOf(author, fit, total, names)] }
}

/** How many voxels from `start` on have each value but 0. */
function countValues(value: (voxel: number) => number, start: number, voxels: number): Map<number, number> {
  const counts = new Map<number, number>()
  for (let i = start; i < start + voxels; i++) {
    const own = value(i)
    if (own !== 0) counts.set(own, (counts.get(own) ?? 0) + 1)
  }
  return counts
}

/** Values beyond this many are counted, not listed. */
const listed = 12

function problemsOf(
  author: string,
  fit: string,
  counts: ReadonlyMap<number, number>,
  names: ReadonlyMap<number, string>,
): string[] {
  const unknown = [...counts]
    .filter(([value]) => !meaningOfName(names.get(value) ?? ''))
    .sort((a, b) => a[0] - b[0])
  const parts = unknown
    .slice(0, listed)
    .map(([value, count]) => `${value}${names.has(value) ? ` "${names.get(value)}"` : ''} (${count} voxels)`)
  const more = unknown.length > listed ? ` and ${unknown.length - listed} more` : ''
  return [
    ...(fit === 'resampled'
      ? [`${author} has another grid than the images: its nearest voxels are taken.`]
      : []),
    ...(unknown.length > 0
      ? [
          // The label dialog answers a problem that begins like this one.
          `The masks hold the values ${parts.join(', ')}${more}, whose structures nobody names; they are left out (${author}).`,
        ]
      : []),
  ]
}
