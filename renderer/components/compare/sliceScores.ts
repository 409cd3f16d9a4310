import { judgedPixels } from '#shared/geometry/judgedPixels'
import { meanSliceDice } from '../pictures/sliceDice'

interface Volume {
  readonly slices: number
  readonly rows: number
  readonly columns: number
  readonly labels: Uint8Array
}

/** Mean Dice of each slice, base to apex; null where neither side has a structure, or the grids differ. */
export function sliceScores(prediction: Volume | null, truth: Volume | null): (number | null)[] {
  if (!prediction || !truth || prediction.labels.length !== truth.labels.length) return []
  const plane = truth.rows * truth.columns
  return Array.from({ length: truth.slices }, (_, slice) => {
    const part = (volume: Volume) => volume.labels.subarray(slice * plane, (slice + 1) * plane)
    return meanSliceDice(...judgedPixels(part(prediction), part(truth)))
  })
}
