import { isStructure } from '#shared/domain/structures'

/** Dice of one label value in one slice; null where neither side has it, so that an empty slice is not a perfect one. */
export function sliceDice(prediction: Uint8Array, truth: Uint8Array, label: number): number | null {
  let both = 0
  let sum = 0
  for (let i = 0; i < truth.length; i++) {
    const p = prediction[i] === label
    const t = truth[i] === label
    if (p && t) both++
    if (p) sum++
    if (t) sum++
  }
  return sum === 0 ? null : (2 * both) / sum
}

/** Mean Dice of the labels that either side has in this slice; null: neither has any. */
export function meanSliceDice(
  prediction: Uint8Array,
  truth: Uint8Array,
  labels: readonly number[] = labelsIn(prediction, truth),
): number | null {
  const scores = labels
    .map((label) => sliceDice(prediction, truth, label))
    .filter((score): score is number => score !== null)
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length
}

/** The label values of two slices, background aside. */
function labelsIn(...slices: readonly Uint8Array[]): number[] {
  const there = new Set<number>()
  for (const slice of slices) for (const label of slice) if (isStructure(label)) there.add(label)
  return [...there]
}
