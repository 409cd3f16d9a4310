import { regions } from '#shared/domain/structures'
import type { VolumeShape } from '#shared/geometry/volumeShape'
import { dice, overlapCounts } from './overlap'

export const thirdIds = ['basal', 'mid', 'apical'] as const
export type Third = (typeof thirdIds)[number]

/** A slice belongs to the left ventricle from so many pixels of cavity and of myocardium on (evaluation K4). */
const leastPixels = 10

/**
 * Third of the left ventricle of each slice of a reference volume of canonical labels [slices, rows, columns]: of the n
 * slices that hold cavity and myocardium the first ⌈n/3⌉ from the base are basal, up to ⌈2n/3⌉ mid, the rest apical
 * (evaluation K4, E5). Slices beyond the base count as basal, beyond the apex as apical. The apex is the end with the
 * smaller ventricle. Null with fewer than three such slices: there are no thirds then.
 */
export function sliceThirds(reference: Uint8Array, [slices, rows, columns]: VolumeShape): Third[] | null {
  const pixels = rows * columns
  const counts = (label: number) =>
    Array.from({ length: slices }, (_, z) =>
      reference.subarray(z * pixels, (z + 1) * pixels).reduce((n, value) => n + (value === label ? 1 : 0), 0),
    )
  const [cavity, wall] = [counts(regions['lv-cavity'].label), counts(regions['lv-myocardium'].label)]
  const held = [...cavity.keys()].filter((z) => cavity[z]! >= leastPixels && wall[z]! >= leastPixels)
  if (held.length < 3) return null
  const [first, last] = [held[0]!, held.at(-1)!]
  const length = last - first + 1
  const area = (from: number, until: number) =>
    cavity.slice(from, until).reduce((sum, n, i) => sum + n + wall[from + i]!, 0)
  const half = Math.floor(length / 2)
  const apexIsLast = area(first, first + half) >= area(last + 1 - half, last + 1)
  return Array.from({ length: slices }, (_, z) => {
    const fromBase = apexIsLast ? z - first : last - z
    if (fromBase < Math.ceil(length / 3)) return 'basal'
    return fromBase < Math.ceil((2 * length) / 3) ? 'mid' : 'apical'
  })
}

/** Dice of one label over the slices of each third of a volume; both sides empty there: 1, one side: 0 (evaluation E0.1). */
export function thirdDice(
  prediction: Uint8Array,
  reference: Uint8Array,
  shape: VolumeShape,
  thirds: readonly Third[],
  label: number,
): Record<Third, number> {
  const pixels = shape[1] * shape[2]
  const of = (third: Third): number => {
    const sum = { tp: 0, fp: 0, fn: 0, tn: 0 }
    for (const [z, own] of thirds.entries()) {
      if (own !== third) continue
      const slice = [z * pixels, (z + 1) * pixels] as const
      const counts = overlapCounts(prediction.subarray(...slice), reference.subarray(...slice), label)
      for (const key of ['tp', 'fp', 'fn', 'tn'] as const) sum[key] += counts[key]
    }
    return dice(sum)
  }
  return { basal: of('basal'), mid: of('mid'), apical: of('apical') }
}
