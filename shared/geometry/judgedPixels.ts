import { ignoredLabel } from '#shared/domain/structures'

/**
 * Prediction and truth, canonical labels on one grid, as scores see them: background on both sides where the truth is to be
 * ignored. The same arrays where it never is.
 */
export function judgedPixels(
  prediction: Uint8Array,
  truth: Uint8Array,
): readonly [prediction: Uint8Array, truth: Uint8Array] {
  if (!truth.includes(ignoredLabel)) return [prediction, truth]
  const seen = (labels: Uint8Array): Uint8Array =>
    labels.map((label, i) => (truth[i] === ignoredLabel ? 0 : label))
  return [seen(prediction), seen(truth)]
}
