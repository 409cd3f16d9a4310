import type { PointPx } from '#shared/domain/contour'
import type { Grid } from '#shared/domain/grid'

/** A place inside a pane or its size: CSS pixels from the pane's top-left corner, x right, y down. */
export interface ScreenPoint {
  readonly x: number
  readonly y: number
}
export interface PaneSize {
  readonly width: number
  readonly height: number
}
export type ImagePlane = Pick<Grid, 'columns' | 'rows' | 'spacingMm'>

/**
 * How the reader looks at an image, whatever the size of the pane: zoom 1 shows the whole image, `centre` is the image
 * point (pixels) in the middle of the pane. Resizing a window therefore changes no view (X5).
 */
export interface ImageView {
  readonly zoom: number
  readonly centre: PointPx
}

/** The straight map from image pixels to a pane: screen = offset + image × scale, in CSS pixels. */
export interface PaneTransform {
  /** Where the centre of the first pixel lies in the pane. */
  readonly left: number
  readonly top: number
  /** CSS pixels an image pixel, along columns and rows: pixels that are not square are drawn true (X12). */
  readonly scaleX: number
  readonly scaleY: number
}

export const smallestZoom = 0.3
export const largestZoom = 40

/** The whole image, in the middle. */
export const fittedView = (plane: Pick<ImagePlane, 'columns' | 'rows'>): ImageView => ({
  zoom: 1,
  centre: { x: (plane.columns - 1) / 2, y: (plane.rows - 1) / 2 },
})

/** CSS pixels a millimetre at zoom 1: the whole image touches the nearer pair of edges. */
function fittedScale(plane: ImagePlane, size: PaneSize): number {
  const widthMm = plane.columns * plane.spacingMm.x
  const heightMm = plane.rows * plane.spacingMm.y
  return Math.max(1e-6, Math.min(size.width / widthMm, size.height / heightMm))
}

/** Where a view puts the image in a pane of this size. */
export function paneTransform(view: ImageView, plane: ImagePlane, size: PaneSize): PaneTransform {
  const perMm = fittedScale(plane, size) * view.zoom
  const scaleX = perMm * plane.spacingMm.x
  const scaleY = perMm * plane.spacingMm.y
  return {
    left: size.width / 2 - view.centre.x * scaleX,
    top: size.height / 2 - view.centre.y * scaleY,
    scaleX,
    scaleY,
  }
}

export const toScreen = (at: PaneTransform, point: PointPx): ScreenPoint => ({
  x: at.left + point.x * at.scaleX,
  y: at.top + point.y * at.scaleY,
})

export const toImage = (at: PaneTransform, point: ScreenPoint): PointPx => ({
  x: (point.x - at.left) / at.scaleX,
  y: (point.y - at.top) / at.scaleY,
})
