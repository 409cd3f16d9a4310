import { ignoredLabel } from '#shared/domain/structures'
import type { GeometryWarning } from '#shared/domain/study'

/** What is to be said of labels with pixels that the source does not judge; nothing where there are none. */
export function ignoredPixels(...volumes: readonly Uint8Array[]): GeometryWarning[] {
  let [ignored, all] = [0, 0]
  for (const labels of volumes) {
    all += labels.length
    for (const label of labels) if (label === ignoredLabel) ignored++
  }
  if (ignored === 0) return []
  const percent = (100 * ignored) / all
  const share = percent < 0.1 ? 'Less than 0.1 %' : `${percent.toFixed(1)} %`
  const text = `${share} of the mask is not labelled: it counts neither in training nor in scores.`
  return [{ code: 'IGNORED_PIXELS', text }]
}
