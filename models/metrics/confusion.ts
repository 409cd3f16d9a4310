/** Pixels of true class i (row) that were predicted as class j (column). */
export type ConfusionMatrix = readonly (readonly number[])[]

export interface ConfusionScores {
  /** One a class; null where the class is in neither side. */
  readonly iou: readonly (number | null)[]
  readonly dice: readonly (number | null)[]
  /** Means over the classes that have a value. */
  readonly meanIou: number | null
  readonly meanDice: number | null
  readonly meanAccuracy: number | null
  /** IoU weighted by how often a class is true ("FreqW Acc" of S1, quirk D4). */
  readonly frequencyWeightedIou: number | null
  readonly overallAccuracy: number | null
}

/** Scores of one confusion matrix over all pixels of all images (evaluation E0.1, mode dataset_confusion). */
export function confusionScores(matrix: ConfusionMatrix): ConfusionScores {
  const classes = matrix.map((row, c) => ({
    right: row[c]!,
    truth: row.reduce((sum, n) => sum + n, 0),
    predicted: matrix.reduce((sum, other) => sum + other[c]!, 0),
  }))
  const total = classes.reduce((sum, { truth }) => sum + truth, 0)
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  const iou = classes.map(({ right, truth, predicted }) => share(right, truth + predicted - right))
  const dice = classes.map(({ right, truth, predicted }) => share(2 * right, truth + predicted))
  const weighted = classes.reduce((sum, { truth }, c) => sum + truth * (iou[c] ?? 0), 0)
  const right = classes.reduce((sum, c) => sum + c.right, 0)
  return {
    iou,
    dice,
    meanIou: meanOf(iou),
    meanDice: meanOf(dice),
    meanAccuracy: meanOf(classes.map(({ right, truth }) => share(right, truth))),
    frequencyWeightedIou: share(weighted, total),
    overallAccuracy: share(right, total),
  }
}

function meanOf(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null)
  return there.length === 0 ? null : there.reduce((sum, value) => sum + value, 0) / there.length
}
