import { boundaries } from '#shared/domain/structures'
import type { LivePane } from '../overlay/overlayScene'
import { knotAt } from './hitTest'
import { splineKnots } from './spline/splineKnots'
import { hasRadius, type ToolId } from './toolIds'
import type { ToolPointer, ToolPreview, ToolScene } from './toolState'

export type LiveDrawing = Omit<LivePane, 'rect' | 'transform'>

/** What is drawn over a pane for the tool in hand: the preview of a gesture, else the handles that could be seized. */
export function liveDrawing(
  tool: ToolId,
  scene: ToolScene,
  preview: ToolPreview | null,
  pointer: ToolPointer | null,
): LiveDrawing {
  const resting = tool === 'spline' && scene.contour ? splineKnots(scene.contour) : []
  const knots = preview ? (preview.knots ?? []) : resting
  const hot =
    preview?.hotKnot ?? (pointer && !preview ? knotAt(pointer.transform, resting, pointer.image) : null)
  return {
    contour: preview?.contour ?? null,
    ghost: preview?.ghost ?? null,
    knots,
    hotKnot: hot,
    stroke: preview?.open ?? [],
    disc: pointer && hasRadius(tool) ? { centre: pointer.image, radius: discRadius(scene, pointer) } : null,
    crossing: preview?.crossing ?? null,
    colour: boundaries[scene.boundary].colour,
  }
}

/** A circle in mm is a circle on the screen (E-G6), CSS pixels. */
const discRadius = ({ radiusMm, plane }: ToolScene, { transform }: ToolPointer): number =>
  (radiusMm / plane.spacingMm.x) * transform.scaleX

/** The pointer's shape says what the left button would do. */
export function toolCursor(
  tool: ToolId,
  dragging: 'window' | 'windowRectangle' | 'zoom' | 'pan' | 'tool' | null,
): string {
  if (dragging === 'pan') return 'grabbing'
  if (dragging === 'zoom') return 'zoom-in'
  if (tool === 'view') return 'default'
  return hasRadius(tool) ? 'none' : 'crosshair'
}

/** Whether a preview stands for the contour at rest, which is then not drawn. */
export const replacesContour = (preview: ToolPreview | null): boolean => preview?.contour !== undefined
