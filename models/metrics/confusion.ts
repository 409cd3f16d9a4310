import type { PixelScores } from '#shared/domain/pixelScores'

/** Pixels of true class i (row) that were predicted as class j (column). */
export type ConfusionMatrix = readonly (readonly number[])[]

/** A matrix to be filled, of so many classes. */
export const noConfusion = (classes: number): number[][] =>
  Array.from({ length: classes }, () => new Array<number>(classes).fill(0))

/**
 * Adds the pixels of one image to a matrix. `classOf` gives the class of each label value; a value without one is counted
 * as class 0, the background. Pixels whose reference is `ignored` are left out.
 */
export function countConfusion(
  matrix: number[][],
  prediction: ArrayLike<number>,
  reference: ArrayLike<number>,
  classOf: ReadonlyMap<number, number>,
  ignored: number | null = null,
): void {
  if (prediction.length !== reference.length)
    throw new Error(`Cannot compare ${prediction.length} with ${reference.length} labels`)
  for (let i = 0; i < reference.length; i++) {
    if (reference[i] === ignored) continue
    const row = matrix[classOf.get(reference[i]!) ?? 0]!
    const column = classOf.get(prediction[i]!) ?? 0
    row[column] = row[column]! + 1
  }
}

/** Scores of one confusion matrix over all pixels of all images (evaluation E0.1); the matrix alone where it is empty. */
export function pixelScores(matrix: ConfusionMatrix, classes: readonly string[]): PixelScores {
  const counts = matrix.map((row, c) => ({
    right: row[c]!,
    truth: sum(row),
    predicted: sum(matrix.map((other) => other[c]!)),
  }))
  const total = sum(counts.map(({ truth }) => truth))
  const iou = counts.map(({ right, truth, predicted }) => share(right, truth + predicted - right))
  const dice = counts.map(({ right, truth, predicted }) => share(2 * right, truth + predicted))
  const accuracy = counts.map(({ right, truth }) => share(right, truth))
  return {
    classes: [...classes],
    matrix: matrix.map((row) => [...row]),
    ...{ iou, dice, accuracy },
    meanIou: meanOf(iou),
    meanDice: meanOf(dice),
    meanAccuracy: meanOf(accuracy),
    frequencyWeightedIou: share(sum(counts.map(({ truth }, c) => truth * (iou[c] ?? 0))), total),
    overallAccuracy: share(sum(counts.map(({ right }) => right)), total),
    majorityAccuracy: share(Math.max(0, ...counts.map(({ truth }) => truth)), total),
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

function meanOf(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null)
  return there.length === 0 ? null : sum(there) / there.length
}
