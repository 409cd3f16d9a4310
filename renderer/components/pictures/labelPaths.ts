import type { PaneTransform } from '#renderer/canvas/view/imageView'
import type { LabelRing } from './labelRings'

/** Rings as one path on the screen; the even-odd rule gives holes. */
export function labelPath(ring: LabelRing, at: PaneTransform): Path2D {
  const path = new Path2D()
  for (const points of ring.rings) {
    points.forEach(({ x, y }, i) => {
      if (i === 0) path.moveTo(at.left + x * at.scaleX, at.top + y * at.scaleY)
      else path.lineTo(at.left + x * at.scaleX, at.top + y * at.scaleY)
    })
    path.closePath()
  }
  return path
}

export interface RingLook {
  /** Null: each structure's own colour. */
  readonly colour: string | null
  /** Null: each structure's own dash. */
  readonly dash: readonly number[] | null
  readonly widthPx: number
  /** Opacity of the area inside, 0 to 1. */
  readonly fill: number
}

/** Lines over a dark halo, with a light fill of the area inside where asked for. */
export function drawRings(
  context: CanvasRenderingContext2D,
  rings: readonly LabelRing[],
  at: PaneTransform,
  look: RingLook,
): void {
  context.save()
  context.lineJoin = 'round'
  for (const ring of rings) {
    const path = labelPath(ring, at)
    const colour = look.colour ?? ring.colour
    if (look.fill > 0) {
      context.globalAlpha = look.fill
      context.fillStyle = colour
      context.fill(path, 'evenodd')
      context.globalAlpha = 1
    }
    context.setLineDash([])
    context.strokeStyle = 'rgba(0, 0, 0, .6)'
    context.lineWidth = look.widthPx + 2
    context.stroke(path)
    context.setLineDash([...(look.dash ?? ring.dash)])
    context.strokeStyle = colour
    context.lineWidth = look.widthPx
    context.stroke(path)
  }
  context.restore()
}
