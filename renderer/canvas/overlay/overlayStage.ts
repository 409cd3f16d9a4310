import { Group } from 'konva/lib/Group'
import { Layer } from 'konva/lib/Layer'
import type { Shape } from 'konva/lib/Shape'
import { Stage } from 'konva/lib/Stage'
import { regionIds, regions } from '#shared/domain/structures'
import { contourShapes, lineShapes } from './contourShapes'
import { contourStyle } from './contourStyle'
import { crossingShapes, discShapes, knotShapes } from './handleShapes'
import type { PaneRect } from '../view/paneRect'
import type { LivePane, OverlayPane } from './overlayScene'

/** Contours and handles over the images, drawn by Konva in two layers. Pointers pass through it. */
export interface OverlayStage {
  /** Contours at rest: when a slice, a phase, the view or a contour changes. */
  draw(panes: readonly OverlayPane[]): void
  /** What follows the pointer. */
  drawLive(panes: readonly LivePane[]): void
  resize(size: { readonly width: number; readonly height: number }, ratio: number): void
  dispose(): void
}

/** The contour that bounds the filled region of `boundary` from inside, if any: endo for epi. */
function innerOf(pane: OverlayPane, boundary: OverlayPane['contours'][number]['boundary']) {
  const region = regionIds.map((id) => regions[id]).find(({ outer, inner }) => outer === boundary && inner)
  return pane.contours.find((contour) => contour.boundary === region?.inner)
}

function restShapes(pane: OverlayPane): Shape[] {
  const inOrder = pane.contours.toSorted(
    (a, b) => Number(a.boundary === pane.active) - Number(b.boundary === pane.active),
  )
  return inOrder.flatMap((contour) => {
    const style = contourStyle(contour, { ...pane, active: contour.boundary === pane.active })
    return contourShapes(contour, innerOf(pane, contour.boundary), pane.transform, style)
  })
}

function liveShapes(pane: LivePane): Shape[] {
  const { transform, colour, contour, ghost, stroke, disc, crossing } = pane
  const thin = { colour, lineWidth: 1, dash: [2, 3] }
  return [
    ...(ghost ? lineShapes(ghost.rings, transform, thin) : []),
    ...(contour ? lineShapes(contour.rings, transform, { colour, lineWidth: 2.5, dash: [] }) : []),
    ...(stroke.length > 1 ? lineShapes([stroke], transform, { colour, lineWidth: 2, dash: [] }, false) : []),
    ...knotShapes(pane.knots, pane.hotKnot, colour, transform),
    ...(disc ? discShapes(disc.centre, disc.radius, transform) : []),
    ...(crossing ? crossingShapes(crossing, transform) : []),
  ]
}

const clipped = ({ left, top, width, height }: PaneRect): Group =>
  new Group({ x: left, y: top, clip: { x: 0, y: 0, width, height }, listening: false })

function fill<P extends { readonly rect: PaneRect }>(
  layer: Layer,
  panes: readonly P[],
  shapes: (pane: P) => Shape[],
): void {
  layer.destroyChildren()
  for (const pane of panes) {
    const group = clipped(pane.rect)
    const parts = shapes(pane)
    if (parts.length) group.add(...parts)
    layer.add(group)
  }
  layer.batchDraw()
}

/** Puts the stage into an empty element of the page. */
export function createOverlayStage(container: HTMLDivElement): OverlayStage {
  const stage = new Stage({ container, width: 1, height: 1, listening: false })
  const contours = new Layer({ listening: false })
  const live = new Layer({ listening: false })
  stage.add(contours, live)
  return {
    draw: (panes) => fill(contours, panes, restShapes),
    drawLive: (panes) => fill(live, panes, liveShapes),
    resize({ width, height }, ratio) {
      for (const layer of [contours, live]) layer.getCanvas().setPixelRatio(ratio)
      stage.size({ width: Math.max(1, width), height: Math.max(1, height) })
      stage.batchDraw()
    },
    dispose: () => stage.destroy(),
  }
}
