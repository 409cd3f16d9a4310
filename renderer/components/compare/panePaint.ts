import type { PointPx } from '#shared/domain/contour'
import { paneTransform, toScreen, type ImagePlane, type ImageView } from '#renderer/canvas/view/imageView'
import { paintDifference } from '../pictures/differencePaint'
import { drawRings } from '../pictures/labelPaths'
import type { ComparePane } from './comparePane'
import type { Rect } from './paneLayout'

export interface OverlayPlace {
  readonly rect: Rect
  readonly view: ImageView
  readonly plane: ImagePlane
  /** Image point under the pointer, drawn as a cross in every pane (R-CP-1). */
  readonly cross: PointPx | null
  readonly filled: boolean
}

/** Draws the contours, differences and the cross of one pane over its image; the context is scaled to CSS pixels. */
export function paintPane(context: CanvasRenderingContext2D, pane: ComparePane, place: OverlayPlace): void {
  const { rect, view, plane, cross } = place
  context.save()
  context.beginPath()
  context.rect(rect.left, rect.top, rect.width, rect.height)
  context.clip()
  context.translate(rect.left, rect.top)
  const at = paneTransform(view, plane, rect)
  if (pane.rings && pane.truth) {
    if (pane.kind === 'difference') {
      context.fillStyle = 'rgba(0, 0, 0, .35)'
      context.fillRect(0, 0, rect.width, rect.height)
    }
    paintDifference(context, pane.rings, pane.truth, at)
    const colour = pane.kind === 'difference' ? '#fff' : pane.colour
    const drawn = pane.kind === 'difference' ? pane.truth : pane.rings
    drawRings(context, drawn, at, {
      colour,
      dash: pane.kind === 'difference' ? [] : pane.dash,
      widthPx: 1.25,
      fill: 0,
    })
  } else if (pane.rings)
    drawRings(context, pane.rings, at, {
      colour: pane.kind === 'reference' ? null : pane.colour,
      dash: pane.kind === 'reference' ? null : pane.dash,
      widthPx: 1.5,
      fill: place.filled ? 0.22 : 0,
    })
  if (cross) {
    const point = toScreen(at, cross)
    for (const [width, colour] of [
      [3, 'rgba(0, 0, 0, .6)'],
      [1, '#e3e7ed'],
    ] as const) {
      context.beginPath()
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        context.moveTo(point.x + dx * 4, point.y + dy * 4)
        context.lineTo(point.x + dx * 11, point.y + dy * 11)
      }
      context.lineWidth = width
      context.strokeStyle = colour
      context.stroke()
    }
  }
  context.restore()
}
