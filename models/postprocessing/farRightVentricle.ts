import { regions } from '#shared/domain/structures'
import { components } from '#shared/geometry/components'
import type { VolumeShape, VolumeSpacingMm } from '#shared/geometry/volumeShape'

export interface FarRvOptions {
  /** A component farther than this from cavity and myocardium of its slice goes, mm. */
  readonly farthestMm: number
  /** The least area of cavity and myocardium that says where the heart is, mm²; below it nothing goes (the guard). */
  readonly leastHeartMm2: number
  /** What happens in a slice without any cavity or myocardium: nothing (corrected), or all of the RV goes (S2's program). */
  readonly withoutHeart: 'keep' | 'remove'
}

export const farRvDefaults: FarRvOptions = { farthestMm: 10, leastHeartMm2: 100, withoutHeart: 'keep' }

const rv = regions['rv-cavity'].label
const heart = new Set([regions['lv-cavity'].label, regions['lv-myocardium'].label])

/**
 * The labels without RV cavities that lie far from the left ventricle of their slice (datasets F2): each 8-connected
 * component whose least distance to cavity or myocardium, between pixel centres, is above `farthestMm`. A
 * training whose data lacked the LV leaves it out (`guardedSteps`): it would take the whole RV.
 */
export function farRightVentricle(
  labels: Uint8Array,
  [slices, rows, columns]: VolumeShape,
  spacingMm: VolumeSpacingMm,
  options: FarRvOptions = farRvDefaults,
): { labels: Uint8Array<ArrayBuffer>; removed: number } {
  const out = labels.slice()
  const size = rows * columns
  let removed = 0
  for (let slice = 0; slice < slices; slice++) {
    const plane = out.subarray(slice * size, (slice + 1) * size)
    const left = indicesOf(plane, (label) => heart.has(label))
    const areaMm2 = left.length * spacingMm.x * spacingMm.y
    if (left.length === 0 ? options.withoutHeart === 'keep' : areaMm2 < options.leastHeartMm2) continue
    const { numbers, sizes } = components(
      plane.map((label) => (label === rv ? 1 : 0)),
      [1, rows, columns],
      26,
    )
    for (let number = 1; number < sizes.length; number++) {
      const own = indicesOf(numbers, (other) => other === number)
      if (isNear(own, left, columns, spacingMm, options.farthestMm)) continue
      for (const i of own) plane[i] = 0
      removed++
    }
  }
  return { labels: out, removed }
}

function indicesOf(values: ArrayLike<number>, wanted: (value: number) => boolean): number[] {
  const found: number[] = []
  for (let i = 0; i < values.length; i++) if (wanted(values[i]!)) found.push(i)
  return found
}

function isNear(
  own: readonly number[],
  left: readonly number[],
  columns: number,
  { x, y }: VolumeSpacingMm,
  farthestMm: number,
): boolean {
  const most = farthestMm ** 2
  return own.some((i) =>
    left.some((j) => {
      const right = ((i % columns) - (j % columns)) * x
      const down = (Math.floor(i / columns) - Math.floor(j / columns)) * y
      return right * right + down * down <= most
    }),
  )
}
