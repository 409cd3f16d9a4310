import type { Experiment } from '#shared/domain/experiment'
import { cropImage, cropLabels } from './centreCrop'
import { clahe } from './clahe'
import { clippedToPercentiles, minMax, zScore } from './intensity'
import { ledgerOf, type LabelLedger } from './labelLedger'
import { resampledCount, resampleImage, resampleLabels } from './resampleInPlane'

export interface SourceGrid {
  readonly slices: number
  readonly rows: number
  readonly columns: number
  /** Distance of pixel centres, and of slices, mm. */
  readonly spacingMm: { readonly x: number; readonly y: number; readonly z: number }
}

/** What was done to a volume, so that labels go the same way and predictions the way back. Plain JSON. */
export interface PreparationRecord {
  readonly source: SourceGrid
  /** The grid after resampling, before cropping; its spacing is the true one, n·spacing/n'. */
  readonly resampled: SourceGrid
  readonly side: number
}

export interface PreparedVolume {
  /** [slices, side, side], normalised slice by slice. */
  readonly slices: Float32Array
  readonly record: PreparationRecord
}

/**
 * A volume [slices, rows, columns] as a network takes it: clipped to percentiles (P10), resampled in plane (P3, linear),
 * cropped or padded with 0 about the image centre (P5), equalised (P6), normalised slice by slice (P7 or P8), in this
 * order; P10 and P6 only where they are asked for.
 */
export function prepareVolume(
  volume: Float32Array,
  grid: SourceGrid,
  preparation: Experiment['preparation'],
): PreparedVolume {
  const record = recordOf(grid, preparation)
  const { source, resampled, side } = record
  const normalised = preparation.intensity === 'z-score' ? zScore : minMax
  const slices = new Float32Array(source.slices * side * side)
  const { clipPercent, clahe: clip, claheTiles } = preparation
  const clipped = clipPercent === null ? volume : clippedToPercentiles(volume, clipPercent)
  eachPlane(clipped, source, (plane, slice) => {
    const square = cropImage(resampleImage(plane, source, resampled), resampled, side)
    const contrasted = clip === null ? square : equalised(square, side, clip, claheTiles)
    slices.set(normalised(contrasted), slice * side * side)
  })
  return { slices, record }
}

export interface PreparedLabels {
  /** [slices, side, side]. */
  readonly slices: Uint8Array
  /** What the crop cost, label by label (F-PP-3, F-PP-5). */
  readonly ledger: LabelLedger
}

/** Canonical labels [slices, rows, columns] taken the way of their volume: one-hot linear, heaviest label (X25). */
export function prepareLabels(labels: Uint8Array, record: PreparationRecord): PreparedLabels {
  const { source, resampled, side } = record
  const whole = new Uint8Array(source.slices * resampled.rows * resampled.columns)
  const slices = new Uint8Array(source.slices * side * side)
  eachPlane(labels, source, (plane, slice) => {
    const turned = resampleLabels(plane, source, resampled)
    whole.set(turned, slice * turned.length)
    slices.set(cropLabels(turned, resampled, side), slice * side * side)
  })
  return { slices, ledger: ledgerOf(labels, whole, slices) }
}

/** CLAHE of stored values, truncated to 16 bits as S2's predecessor does (datasets P6, D22). */
function equalised(square: Float32Array, side: number, clip: number, tiles: number): Float32Array {
  const stored = Uint16Array.from(square, (value) => Math.max(0, Math.min(65_535, Math.trunc(value))))
  const grid = { rows: side, columns: side }
  return Float32Array.from(clahe(stored, grid, { clip, tiles: [tiles, tiles], levels: 65_536 }))
}

function recordOf(grid: SourceGrid, { spacingMm, side }: Experiment['preparation']): PreparationRecord {
  const { slices, rows, columns } = grid
  const source: SourceGrid = { slices, rows, columns, spacingMm: { ...grid.spacingMm } }
  if (spacingMm === null) return { source, resampled: source, side }
  const newRows = resampledCount(rows, source.spacingMm.y, spacingMm)
  const newColumns = resampledCount(columns, source.spacingMm.x, spacingMm)
  const resampled: SourceGrid = {
    slices,
    rows: newRows,
    columns: newColumns,
    spacingMm: {
      x: (columns * source.spacingMm.x) / newColumns,
      y: (rows * source.spacingMm.y) / newRows,
      z: source.spacingMm.z,
    },
  }
  return { source, resampled, side }
}

function eachPlane<P extends Float32Array | Uint8Array>(
  volume: P,
  { slices, rows, columns }: SourceGrid,
  act: (plane: P, slice: number) => void,
): void {
  const pixels = rows * columns
  if (volume.length !== slices * pixels)
    throw new Error(`${volume.length} voxels do not fill ${slices} slices of ${rows} × ${columns}`)
  for (let slice = 0; slice < slices; slice++)
    act(volume.subarray(slice * pixels, (slice + 1) * pixels) as P, slice)
}
