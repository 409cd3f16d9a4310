import type { DatasetContent } from './dataset'
import type { CheckedCase, Finding } from './datasetCheck'

/** Images that agree better than this are of one patient (R-DS-7). */
const sameAbove = 0.995

export interface DuplicatePair {
  readonly a: string
  readonly b: string
  /** "the same images", "images correlate by 0.998". */
  readonly why: string
}

/** Cases of a data set whose images are the same, or nearly. */
export function duplicatePairs(checked: readonly CheckedCase[]): DuplicatePair[] {
  const pairs: DuplicatePair[] = []
  const normed = checked.map(({ signature }) => normalised(signature))
  for (let i = 0; i < checked.length; i++)
    for (let j = i + 1; j < checked.length; j++) {
      const [a, b] = [checked[i]!, checked[j]!]
      if (!a.hashes || !b.hashes) continue
      if (a.hashes.image === b.hashes.image) {
        pairs.push({ a: a.id, b: b.id, why: 'their images are the same, value for value' })
        continue
      }
      const r = dot(normed[i]!, normed[j]!)
      if (r > sameAbove) pairs.push({ a: a.id, b: b.id, why: `their images correlate by ${r.toFixed(4)}` })
    }
  return pairs
}

/** To mean 0 and length 1; all 0 where nothing varies. */
function normalised(hex: string): Float64Array {
  const values = Array.from({ length: hex.length >> 1 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  )
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const centred = Float64Array.from(values, (value) => value - mean)
  const length = Math.sqrt(dot(centred, centred))
  return length > 0 ? centred.map((value) => value / length) : centred
}

function dot(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return 0
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/**
 * The content with near-duplicates under one patient; cases that were set apart keep their own (R-DS-7). The same object
 * where nothing changes.
 */
export function withDuplicatesGrouped(
  content: DatasetContent,
  pairs: readonly DuplicatePair[],
): DatasetContent {
  const cases = { ...content.cases }
  let found = false
  for (const { a, b } of pairs) {
    const [one, other] = [cases[a], cases[b]]
    if (!one || !other || one.patient === other.patient || a in content.apart || b in content.apart) continue
    const [from, to] = [other.patient, one.patient]
    found = true
    for (const [id, each] of Object.entries(cases))
      if (each.patient === from && !(id in content.apart)) cases[id] = { ...each, patient: to }
  }
  return found ? { ...content, cases } : content
}

/** What the check says of each pair, once, on its second case. */
export function duplicateFindings(
  content: DatasetContent,
  pairs: readonly DuplicatePair[],
): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>()
  for (const { a, b, why } of pairs) {
    const [one, other] = [content.cases[a], content.cases[b]]
    if (!one || !other) continue
    const grouped = one.patient === other.patient
    const finding: Finding = {
      kind: 'duplicate',
      severity: grouped ? 'info' : 'warning',
      phase: null,
      slice: null,
      region: null,
      file: other.source.files[0] ?? null,
      text: `${other.source.name} and ${one.source.name} look like one patient: ${why}.`,
      reason: grouped
        ? 'They count as one patient, so that no part learns from what another is tested on.'
        : (content.apart[a] ?? content.apart[b] ?? null),
      fix: null,
    }
    found.set(b, [...(found.get(b) ?? []), finding])
  }
  return found
}
