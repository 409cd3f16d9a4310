import { isStructure } from '#shared/domain/structures'
import type { PhaseName } from '#shared/domain/measuredPhases'
import type { LabelLedger } from '#models/preparation/labelLedger'
import type { PreparationRecord } from '#models/preparation/preparationRecord'
import type { VolumeGrid } from '#models/preparation/volumeGrid'

/** What is known of a volume before or after its preparation. */
export interface ValueFacts {
  readonly slices: number
  readonly rows: number
  readonly columns: number
  readonly spacingMm: VolumeGrid['spacingMm']
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly sd: number
  /** Values that are not a number, or not finite. */
  readonly notFinite: number
}

export interface VolumeFacts {
  readonly phase: PhaseName
  readonly before: ValueFacts
  readonly after: ValueFacts
  /** Slices of the source that have an image after it, and a mask. */
  readonly slicesKept: number
  readonly masksKept: number
  /** By number from 1: left out because nobody contoured them, or because the steps ask for others. */
  readonly leftOut: readonly number[]
  readonly labelsBefore: readonly number[]
  readonly labelsAfter: readonly number[]
  readonly ledger: LabelLedger
  /** Of each slice that is no padding: mean and SD after the last step. */
  readonly sliceStatistics: readonly { readonly mean: number; readonly sd: number }[]
}

export function volumeFacts(
  phase: PhaseName,
  volume: Float32Array,
  reference: Uint8Array,
  prepared: { readonly values: Float32Array; readonly record: PreparationRecord },
  { labels, ledger }: { readonly labels: Uint8Array; readonly ledger: LabelLedger },
): VolumeFacts {
  const { record, values } = prepared
  const kept = new Set(record.numbers.filter((number) => number >= 0))
  const picked = record.moves.some(({ kind }) => kind === 'pick')
  const all = Array.from({ length: record.source.slices }, (_, z) => z)
  const plane = record.prepared.rows * record.prepared.columns
  return {
    phase,
    before: valueFacts(volume, record.source),
    after: valueFacts(values, record.prepared),
    slicesKept: kept.size,
    masksKept: labels.length === values.length ? kept.size : 0,
    leftOut: picked ? all.filter((z) => !kept.has(z)).map((z) => z + 1) : [],
    labelsBefore: labelSet(reference),
    labelsAfter: labelSet(labels),
    ledger,
    sliceStatistics: record.numbers.flatMap((number, z) => {
      if (number < 0) return []
      const { mean, sd } = valueFacts(values.subarray(z * plane, (z + 1) * plane), record.prepared)
      return [{ mean, sd }]
    }),
  }
}

export function valueFacts(values: Float32Array, grid: VolumeGrid): ValueFacts {
  const { slices, rows, columns, spacingMm } = grid
  let [min, max, sum, squares, notFinite] = [Infinity, -Infinity, 0, 0, 0]
  for (const value of values) {
    if (!Number.isFinite(value)) {
      notFinite++
      continue
    }
    if (value < min) min = value
    if (value > max) max = value
    sum += value
    squares += value * value
  }
  const count = Math.max(1, values.length - notFinite)
  const mean = sum / count
  const sd = Math.sqrt(Math.max(0, squares / count - mean * mean))
  return { slices, rows, columns, spacingMm, min, max, mean, sd, notFinite }
}

const labelSet = (labels: Uint8Array): number[] =>
  [...new Set(labels)].filter(isStructure).sort((a, b) => a - b)
