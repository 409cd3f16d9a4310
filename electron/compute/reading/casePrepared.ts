import type { Experiment } from '#shared/domain/experiment'
import type { PhaseName } from '#shared/domain/labelFix'
import type { CaseSource } from '#shared/domain/study'
import type { PlaneFacts, PreparedHeader } from '#shared/ipc/datasets'
import { SeptumError } from '#shared/errors/SeptumError'
import type { CaseReader } from '#electron/datasets/adapter'
import { fixedReader } from '#electron/datasets/fixes/fixedReader'
import { prepareLabels, prepareVolume } from '#models/preparation/prepareVolume'
import type { z } from '#shared/domain/schema'
import { shownGrey } from './shownGrey'

const bins = 64

/** One slice before and after the preparation (F-PP-2). `reader` is without fixes. */
export async function casePrepared(
  reader: CaseReader,
  source: CaseSource,
  phase: PhaseName,
  slice: number,
  preparation: Experiment['preparation'],
): Promise<{ header: PreparedHeader; bytes: Uint8Array }> {
  const { grid } = reader.opened
  const index = source[phase]
  if (index === null || slice >= grid.slices)
    throw new SeptumError('NOT_FOUND', {
      kind: `slice ${slice + 1} at ${phase.toUpperCase()} of`,
      id: source.name,
    })
  const plane = grid.rows * grid.columns
  const volume = await reader.volume(index)
  const labels = (await fixedReader(reader, source).labels(index)) ?? new Uint8Array(grid.slices * plane)
  const { slices, record } = prepareVolume(volume, grid, preparation)
  const prepared = prepareLabels(labels, record)
  const side = record.side
  const before = volume.subarray(slice * plane, (slice + 1) * plane)
  const after = slices.subarray(slice * side * side, (slice + 1) * side * side)
  const parts = [
    shownGrey(before),
    labels.subarray(slice * plane, (slice + 1) * plane),
    shownGrey(after),
    prepared.slices.subarray(slice * side * side, (slice + 1) * side * side),
  ]
  const bytes = new Uint8Array(2 * plane + 2 * side * side)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return {
    header: {
      before: facts(before, grid.columns, grid.rows, grid.spacingMm.x),
      after: facts(after, side, side, record.resampled.spacingMm.x),
    },
    bytes,
  }
}

function facts(
  values: Float32Array,
  columns: number,
  rows: number,
  spacingMm: number,
): z.infer<typeof PlaneFacts> {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  const histogram = new Array<number>(bins).fill(0)
  for (const value of values)
    histogram[high > low ? Math.min(bins - 1, Math.floor((bins * (value - low)) / (high - low))) : 0]!++
  return { columns, rows, spacingMm, low, high, histogram }
}
