import { regions, type RegionId } from '#shared/domain/structures'
import type { FilmPicture } from '#shared/domain/film'
import type { FilmSlice } from '#shared/domain/training'
import type { Segmenter } from '../segmenting/segmenter'
import type { PreparedVolume } from './preparedVolume'

const pictures = 12

/** The validation slices that are filmed in every epoch: base, middle and apex of the first volumes, twelve at most. */
export function filmSlices(volumes: readonly PreparedVolume[]): FilmSlice[] {
  const perVolume = volumes.length * 3 <= pictures ? [0.2, 0.5, 0.8] : [0.5]
  return volumes
    .flatMap(({ caseName, phase, count }) =>
      perVolume.map((share) => ({ case: caseName, phase, slice: Math.floor(share * count) })),
    )
    .slice(0, pictures)
}

/** One filmed slice. Grey runs from the volume slice's 1st to its 99th percentile. `probabilities` [Z, side, side, K]. */
export function filmPicture(
  volume: PreparedVolume,
  slice: number,
  probabilities: Float32Array,
  channels: readonly RegionId[],
  { side, output }: Pick<Segmenter, 'side' | 'output'>,
): FilmPicture {
  const plane = side * side
  const image = greyOf(volume.slices.subarray(slice * plane, (slice + 1) * plane))
  const known = new Set(channels.map((region) => regions[region].label))
  const truth = volume.labels
    .slice(slice * plane, (slice + 1) * plane)
    .map((label) => (known.has(label) ? label : 0))
  const prediction = new Uint8Array(plane)
  for (let i = 0; i < plane; i++) {
    const from = (slice * plane + i) * channels.length
    let highest = 0.5
    if (output === 'softmax') {
      highest = 1 // less what the structures have: the background's
      for (let k = 0; k < channels.length; k++) highest -= probabilities[from + k]!
    }
    channels.forEach((region, k) => {
      const probability = probabilities[from + k]!
      if (probability < highest) return
      highest = probability
      prediction[i] = regions[region].label
    })
  }
  return { image, truth, prediction }
}

function greyOf(values: Float32Array): Uint8Array {
  const sorted = values.slice().sort()
  const low = sorted[Math.floor(0.01 * (sorted.length - 1))]!
  const high = sorted[Math.floor(0.99 * (sorted.length - 1))]!
  return Uint8Array.from(values, (value) =>
    Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low || 1)))),
  )
}
