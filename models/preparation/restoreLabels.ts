import { cardiacRegions, regions } from '#shared/domain/structures'
import type { PreparationRecord } from './preparationRecord'
import { voxelCount } from './volumeGrid'
import { wayBack } from './wayBack'

/** Label values of a network's output channels when nothing else is said: RV cavity, LV myocardium, LV cavity. */
const canonicalLabels: readonly number[] = cardiacRegions.map((region) => regions[region].label)

/** What the likeliest structure of a pixel has to reach: one half, or as much as is left for the background. */
export type Reach = 'half' | 'background'

/**
 * A network's probabilities on the prepared grid as labels [slices, rows, columns] on the source's: brought back channel
 * by channel, then the likeliest channel wins (the first on a tie) if it reaches one half, or under a softmax what the
 * channels lack to one. `labels` gives each channel's label value. Exact where nothing was resampled (X27, G1, G2).
 */
export function restoreProbabilities(
  probabilities: Float32Array,
  record: PreparationRecord,
  channels: number,
  labels: readonly number[] = canonicalLabels,
  reach: Reach = 'half',
): Uint8Array<ArrayBuffer> {
  if (labels.length < channels) throw new Error(`${labels.length} labels do not name ${channels} channels`)
  const out = new Uint8Array(voxelCount(record.source))
  restoredPixels(probabilities, record, channels, (pixel, values) => {
    const channel = likeliestChannel(values, 0, channels, reach)
    if (channel >= 0) out[pixel] = labels[channel]!
  })
  return out
}

/** The channel with the greatest of `count` probabilities from `from` on, where it reaches far enough; else -1, background. */
export function likeliestChannel(
  probabilities: ArrayLike<number>,
  from: number,
  count: number,
  reach: Reach,
): number {
  let [best, most, all] = [-1, 0, 0]
  for (let channel = 0; channel < count; channel++) {
    const value = probabilities[from + channel]!
    if (value > most) [best, most] = [channel, value]
    all += value
  }
  return best >= 0 && most >= (reach === 'half' ? 0.5 : 1 - all) ? best : -1
}

/**
 * Probabilities [slices, rows, columns, channels] of the prepared grid brought back, linearly or pixel by pixel as the
 * record says (F11), 0 outside what the network saw: `take` is called once for each pixel of the source grid, in order,
 * with the values of its channels; they are overwritten by the next.
 */
export function restoredPixels(
  probabilities: Float32Array,
  record: PreparationRecord,
  channels: number,
  take: (pixel: number, values: Float64Array) => void,
): void {
  const { source, prepared } = record
  if (probabilities.length !== voxelCount(prepared) * channels)
    throw new Error(
      `${probabilities.length} probabilities do not fill ${prepared.slices} slices of ${prepared.rows} × ${prepared.columns}`,
    )
  const way = wayBack(source, record.moves, record.restore === 'labels')
  const [rowStep, columnStep] = way.swapped ? [1, prepared.columns] : [prepared.columns, 1]
  const plane = prepared.rows * prepared.columns
  const values = new Float64Array(channels)
  let pixel = 0
  for (let z = 0; z < source.slices; z++)
    for (let y = 0; y < source.rows; y++)
      for (let x = 0; x < source.columns; x++, pixel++) {
        values.fill(0)
        for (let k = way.slices.start[z]!; k < way.slices.start[z + 1]!; k++)
          for (let j = way.rows.start[y]!; j < way.rows.start[y + 1]!; j++) {
            const line = way.slices.index[k]! * plane + way.rows.index[j]! * rowStep
            const share = way.slices.weight[k]! * way.rows.weight[j]!
            for (let i = way.columns.start[x]!; i < way.columns.start[x + 1]!; i++) {
              const weight = share * way.columns.weight[i]!
              const from = (line + way.columns.index[i]! * columnStep) * channels
              for (let channel = 0; channel < channels; channel++)
                values[channel]! += weight * probabilities[from + channel]!
            }
          }
        take(pixel, values)
      }
}

/** Labels of the prepared grid on the source's, each pixel as the nearest one; background outside. */
export function restoreLabels(labels: Uint8Array, record: PreparationRecord): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(voxelCount(record.source))
  const ones = Float32Array.from(labels)
  restoredPixels(ones, { ...record, restore: 'labels' }, 1, (pixel, values) => (out[pixel] = values[0]!))
  return out
}
