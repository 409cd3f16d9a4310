import { cardiacRegions, regions } from '#shared/domain/structures'
import { cropOffset } from './centreCrop'
import type { PreparationRecord } from './prepareVolume'

/** Label values of a network's output channels when nothing else is said: RV cavity, LV myocardium, LV cavity. */
const canonicalLabels: readonly number[] = cardiacRegions.map((region) => regions[region].label)

/** What the likeliest structure of a pixel has to reach: one half, or as much as is left for the background. */
export type Reach = 'half' | 'background'

/**
 * A network's probabilities [slices, side, side, channels] as labels [slices, rows, columns] on the source grid: each
 * channel is resampled back linearly, 0 outside the crop, then the likeliest channel wins (the first on a tie) if it
 * reaches one half, or under a softmax what the channels lack to one. `labels` gives each channel's label value. The
 * inverse of the crop is exact (X27, G1, G2).
 */
export function restoreProbabilities(
  probabilities: Float32Array,
  record: PreparationRecord,
  channels: number,
  labels: readonly number[] = canonicalLabels,
  reach: Reach = 'half',
): Uint8Array<ArrayBuffer> {
  if (labels.length < channels) throw new Error(`${labels.length} labels do not name ${channels} channels`)
  const { slices, rows, columns } = record.source
  const out = new Uint8Array(slices * rows * columns)
  restoredPixels(probabilities, record, channels, (pixel, values) => {
    let [best, most, all] = [-1, 0, 0]
    for (let channel = 0; channel < channels; channel++) {
      const value = values[channel]!
      if (value > most) [best, most] = [channel, value]
      all += value
    }
    if (best >= 0 && most >= (reach === 'half' ? 0.5 : 1 - all)) out[pixel] = labels[best]!
  })
  return out
}

/**
 * Probabilities [slices, side, side, channels] resampled back linearly, 0 outside the crop: `take` is called once for each
 * pixel of the source grid, in order, with the values of its channels; they are overwritten by the next.
 */
export function restoredPixels(
  probabilities: Float32Array,
  record: PreparationRecord,
  channels: number,
  take: (pixel: number, values: Float64Array) => void,
): void {
  const { source, side } = record
  if (probabilities.length !== source.slices * side * side * channels)
    throw new Error(`${probabilities.length} probabilities do not fill ${source.slices} slices of ${side}²`)
  const { down, across } = waysBack(record)
  const values = new Float64Array(channels)
  for (let z = 0, i = 0; z < source.slices; z++) {
    const plane = z * side * side
    for (let y = 0; y < source.rows; y++) {
      for (let x = 0; x < source.columns; x++, i++) {
        values.fill(0)
        for (let corner = 0; corner < 4; corner++) {
          const row = down.pixel[2 * y + (corner >> 1)]!
          const column = across.pixel[2 * x + (corner & 1)]!
          if (row < 0 || column < 0) continue
          const weight = down.weight[2 * y + (corner >> 1)]! * across.weight[2 * x + (corner & 1)]!
          const from = (plane + row * side + column) * channels
          for (let channel = 0; channel < channels; channel++)
            values[channel]! += weight * probabilities[from + channel]!
        }
        take(i, values)
      }
    }
  }
}

/** For each source pixel along an axis two pixels of the square (-1 = outside it) and their weights. */
interface WayBack {
  readonly pixel: Int32Array
  readonly weight: Float64Array
}

function waysBack({ source, resampled, side }: PreparationRecord): { down: WayBack; across: WayBack } {
  const { top, left } = cropOffset(resampled, side)
  return {
    down: wayBack(source.rows, resampled.rows, top, side),
    across: wayBack(source.columns, resampled.columns, left, side),
  }
}

function wayBack(count: number, resampled: number, offset: number, side: number): WayBack {
  const way = { pixel: new Int32Array(2 * count), weight: new Float64Array(2 * count) }
  for (let i = 0; i < count; i++) {
    const at = Math.min(resampled - 1, Math.max(0, ((i + 0.5) * resampled) / count - 0.5))
    const first = Math.floor(at)
    for (const [place, pixel, weight] of [
      [2 * i, first, 1 - (at - first)],
      [2 * i + 1, Math.min(resampled - 1, first + 1), at - first],
    ] as const) {
      const inside = pixel - offset >= 0 && pixel - offset < side
      way.pixel[place] = inside ? pixel - offset : -1
      way.weight[place] = weight
    }
  }
  return way
}
