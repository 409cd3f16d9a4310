import { ignoredLabel } from '#shared/domain/structures'
import { linePairs, nearestOnLine } from './lineResampling'
import type { LabelSampling, VolumeSize } from './move'

/**
 * Labels on another number of voxels over the same field of view. `one-hot`: each label is resampled linearly on its own
 * and the heaviest wins, the lower one on a tie; with it, as with `nearest`, no value appears that was not there (X25).
 * `truncated` blends the numbers themselves and cuts them to whole ones, as one published program did; beside pixels that are
 * to be ignored, whose number means nothing, the heaviest wins there too.
 */
export function resampleLabels(
  labels: Uint8Array,
  from: VolumeSize,
  to: VolumeSize,
  sampling: LabelSampling,
): Uint8Array<ArrayBuffer> {
  if (from.slices === to.slices && from.rows === to.rows && from.columns === to.columns)
    return Uint8Array.from(labels)
  return sampling === 'nearest' ? nearest(labels, from, to) : blended(labels, from, to, sampling)
}

function nearest(labels: Uint8Array, from: VolumeSize, to: VolumeSize): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(to.slices * to.rows * to.columns)
  let at = 0
  for (let z = 0; z < to.slices; z++)
    for (let y = 0; y < to.rows; y++) {
      const slice = nearestOnLine(z, from.slices, to.slices)
      const row = (slice * from.rows + nearestOnLine(y, from.rows, to.rows)) * from.columns
      for (let x = 0; x < to.columns; x++, at++)
        out[at] = labels[row + nearestOnLine(x, from.columns, to.columns)]!
    }
  return out
}

function blended(
  labels: Uint8Array,
  from: VolumeSize,
  to: VolumeSize,
  sampling: 'one-hot' | 'truncated',
): Uint8Array<ArrayBuffer> {
  const through = linePairs(from.slices, to.slices)
  const down = linePairs(from.rows, to.rows)
  const across = linePairs(from.columns, to.columns)
  const chosen = sampling === 'one-hot' ? heaviest : truncatedMean
  const corners = new Uint8Array(8)
  const weights = new Float64Array(8)
  const out = new Uint8Array(to.slices * to.rows * to.columns)
  let at = 0
  for (let z = 0; z < to.slices; z++) {
    const deep = through.share[z]!
    for (let y = 0; y < to.rows; y++) {
      const low = down.share[y]!
      const [one, two] = [through.first[z]! * from.rows, through.second[z]! * from.rows]
      const rows = [one + down.first[y]!, one + down.second[y]!, two + down.first[y]!, two + down.second[y]!]
      const shares = [(1 - deep) * (1 - low), (1 - deep) * low, deep * (1 - low), deep * low]
      // Where the slices stay, the second four corners weigh nothing.
      const lines = deep === 0 ? 2 : 4
      for (let x = 0; x < to.columns; x++, at++) {
        const [left, right] = [across.first[x]!, across.second[x]!]
        let alike = true
        for (let line = 0; line < lines; line++) {
          corners[2 * line] = labels[rows[line]! * from.columns + left]!
          corners[2 * line + 1] = labels[rows[line]! * from.columns + right]!
          alike &&= corners[2 * line] === corners[0] && corners[2 * line + 1] === corners[0]
        }
        if (alike) {
          out[at] = corners[0]!
          continue
        }
        const beside = across.share[x]!
        for (let line = 0; line < lines; line++) {
          weights[2 * line] = shares[line]! * (1 - beside)
          weights[2 * line + 1] = shares[line]! * beside
        }
        out[at] = chosen(corners, weights, 2 * lines)
      }
    }
  }
  return out
}

function heaviest(corners: Uint8Array, weights: Float64Array, count: number): number {
  let [best, most] = [0, -1]
  for (let i = 0; i < count; i++) {
    const label = corners[i]!
    let weight = 0
    for (let j = 0; j < count; j++) if (corners[j] === label) weight += weights[j]!
    // Weights of whole shares meet only up to their last digit.
    const tie = Math.abs(weight - most) < 1e-12
    if (tie ? label < best : weight > most) [best, most] = [label, weight]
  }
  return best
}

function truncatedMean(corners: Uint8Array, weights: Float64Array, count: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) {
    if (corners[i] === ignoredLabel) return heaviest(corners, weights, count)
    sum += weights[i]! * corners[i]!
  }
  return Math.floor(sum + 1e-9)
}
