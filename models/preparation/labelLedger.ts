import { isStructure } from '#shared/domain/structures'
import type { Move } from './move'

/** Pixels of one label on the way to the network; background and what is to be ignored are not kept account of. */
export interface LabelLine {
  readonly label: number
  readonly sourcePixels: number
  readonly resampledPixels: number
  /** Resampled pixels that fell outside the crop (`roi_lost`). */
  readonly lostPixels: number
}
export type LabelLedger = readonly LabelLine[]

/** A move of labels that were so before and so after it. */
interface Stage {
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly move: Move
}

/** What the moves made of each label of a volume (F-PP-3, F-PP-5); lost is what lay outside a window, or in a slice left out. */
export function ledgerOf(source: Uint8Array, stages: readonly Stage[], prepared: Uint8Array): LabelLedger {
  const [first, last] = [histogram(source), histogram(prepared)]
  const lost = new Uint32Array(256)
  for (const { before, after, move } of stages) {
    if (move.kind !== 'window' && move.kind !== 'pick') continue
    const [more, less] = [histogram(before), histogram(after)]
    // A padded edge makes pixels more, which gives none of the lost ones back.
    lost.forEach((sum, label) => (lost[label] = sum + Math.max(0, more[label]! - less[label]!)))
  }
  return [...first]
    .map((sourcePixels, label) => ({
      label,
      sourcePixels,
      resampledPixels: last[label]! + lost[label]!,
      lostPixels: lost[label]!,
    }))
    .filter(({ label, sourcePixels }) => isStructure(label) && sourcePixels > 0)
}

function histogram(labels: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256)
  for (const label of labels) counts[label]!++
  return counts
}

/** What a ledger gives cause to say, one sentence a label; none when no structure was cut or lost. */
export function ledgerWarnings(ledger: LabelLedger, nameOf: (label: number) => string): string[] {
  return ledger.flatMap(({ label, resampledPixels, lostPixels }) => {
    if (resampledPixels === lostPixels) return [`${nameOf(label)} vanished in the preparation`]
    if (lostPixels === 0) return []
    const percent = ((100 * lostPixels) / resampledPixels).toFixed(1)
    return [`The crop cuts ${lostPixels} pixels of ${nameOf(label)} (${percent} %)`]
  })
}

/** The ledgers of many volumes as one. */
export function ledgerSum(ledgers: readonly LabelLedger[]): LabelLedger {
  const sums = new Map<number, LabelLine>()
  for (const line of ledgers.flat()) {
    const sum = sums.get(line.label)
    sums.set(line.label, {
      label: line.label,
      sourcePixels: line.sourcePixels + (sum?.sourcePixels ?? 0),
      resampledPixels: line.resampledPixels + (sum?.resampledPixels ?? 0),
      lostPixels: line.lostPixels + (sum?.lostPixels ?? 0),
    })
  }
  return [...sums.values()].toSorted((a, b) => a.label - b.label)
}
