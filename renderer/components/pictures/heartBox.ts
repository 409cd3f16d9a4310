import { isStructure } from '#shared/domain/structures'
import type { PointPx } from '#shared/domain/contour'

export interface Box {
  readonly from: PointPx
  readonly to: PointPx
}

/** The smallest box around all labelled pixels, pixel centres; null when there are none. */
export function heartBox(labels: Uint8Array, columns: number): Box | null {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  labels.forEach((label, i) => {
    if (!isStructure(label)) return
    const x = i % columns
    const y = Math.floor(i / columns)
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  })
  return right < left ? null : { from: { x: left, y: top }, to: { x: right, y: bottom } }
}
