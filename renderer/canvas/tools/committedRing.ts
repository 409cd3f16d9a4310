import type { PointPx } from '#shared/domain/contour'
import { clipRings } from '#shared/geometry/clip'
import { ringAreaPx2 } from '#shared/geometry/polygon'
import { withoutSmallLoops } from '#shared/geometry/selfCrossing'
import type { ImagePlane } from '../view/imageView'
import type { ToolHint } from './toolState'

/** A ring as it may be stored, or the reason why it may not. */
export type CommittedRing =
  | { readonly kind: 'ring'; readonly ring: readonly PointPx[]; readonly changed: boolean }
  | { readonly kind: 'refused'; readonly hint: ToolHint }

/** Areas below this are slips of the hand, square pixels. */
const smallestAreaPx2 = 0.25

/** A drawn ring on commit: cut at the image's edge (E-G7), small loops taken out, larger crossings refused (E-G8). */
export function committedRing(ring: readonly PointPx[], plane: ImagePlane): CommittedRing {
  const { ring: loose, crossing } = withoutSmallLoops(ring)
  if (crossing) return { kind: 'refused', hint: 'crossing' }
  const [inside] = clipRings([loose], plane.columns, plane.rows)
  if (!inside) return { kind: 'refused', hint: ringAreaPx2(loose) > 0 ? 'outsideImage' : 'strokeTooShort' }
  if (ringAreaPx2(inside) < smallestAreaPx2) return { kind: 'refused', hint: 'strokeTooShort' }
  return { kind: 'ring', ring: inside, changed: !samePoints(inside, ring) }
}

const samePoints = (a: readonly PointPx[], b: readonly PointPx[]) =>
  a.length === b.length && a.every((point, i) => point.x === b[i]!.x && point.y === b[i]!.y)

/** A point moved onto the image, for knots and strokes that leave it. */
export const onImage = (point: PointPx, { columns, rows }: ImagePlane): PointPx => ({
  x: Math.min(columns - 0.5, Math.max(-0.5, point.x)),
  y: Math.min(rows - 0.5, Math.max(-0.5, point.y)),
})
