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
