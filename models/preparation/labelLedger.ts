/** Pixels of one label on the way to the network; background is not kept account of. */
export interface LabelLine {
  readonly label: number
  readonly sourcePixels: number
  readonly resampledPixels: number
  /** Resampled pixels that fell outside the crop (`roi_lost`). */
  readonly lostPixels: number
}
export type LabelLedger = readonly LabelLine[]

/** What resampling and cropping made of each label of a volume (F-PP-3, F-PP-5). */
export function ledgerOf(source: Uint8Array, resampled: Uint8Array, cropped: Uint8Array): LabelLedger {
  const [before, between, after] = [histogram(source), histogram(resampled), histogram(cropped)]
  return [...before]
    .map((sourcePixels, label) => ({
      label,
      sourcePixels,
      resampledPixels: between[label]!,
      lostPixels: between[label]! - after[label]!,
    }))
    .filter(({ label, sourcePixels }) => label > 0 && sourcePixels > 0)
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
