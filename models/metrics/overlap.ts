/** Voxels (or pixels) of one label: in both, in the prediction alone, in the reference alone, in neither. */
export interface OverlapCounts {
  readonly tp: number
  readonly fp: number
  readonly fn: number
  readonly tn: number
}

/** The counts of one label value in a prediction and its reference, element by element. */
export function overlapCounts(
  prediction: ArrayLike<number>,
  reference: ArrayLike<number>,
  label: number,
): OverlapCounts {
  if (prediction.length !== reference.length)
    throw new Error(`Cannot compare ${prediction.length} with ${reference.length} labels`)
  let [tp, fp, fn] = [0, 0, 0]
  for (let i = 0; i < prediction.length; i++) {
    const predicted = prediction[i] === label
    const there = reference[i] === label
    if (predicted && there) tp++
    else if (predicted) fp++
    else if (there) fn++
  }
  return { tp, fp, fn, tn: prediction.length - tp - fp - fn }
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** 2TP/(2TP+FP+FN), 0 to 1 (evaluation E0.1). Both sides empty: 1; one side empty: 0. */
export const dice = ({ tp, fp, fn }: OverlapCounts): number => ratio(2 * tp, 2 * tp + fp + fn) ?? 1
/** TP/(TP+FP+FN), 0 to 1, empty sides as `dice`. */
export const jaccard = ({ tp, fp, fn }: OverlapCounts): number => ratio(tp, tp + fp + fn) ?? 1
/** TP/(TP+FN); null when the reference is empty. */
export const sensitivity = ({ tp, fn }: OverlapCounts): number | null => ratio(tp, tp + fn)
/** TN/(TN+FP); depends on how much background is looked at. Null when the reference is everywhere. */
export const specificity = ({ tn, fp }: OverlapCounts): number | null => ratio(tn, tn + fp)
/** TP/(TP+FP); null when the prediction is empty. */
export const positivePredictiveValue = ({ tp, fp }: OverlapCounts): number | null => ratio(tp, tp + fp)
/** TN/(TN+FN); null when the prediction is everywhere. */
export const negativePredictiveValue = ({ tn, fn }: OverlapCounts): number | null => ratio(tn, tn + fn)

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
