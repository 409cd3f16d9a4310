import type { PointPx } from '#shared/domain/contour'
import {
  largestZoom,
  paneTransform,
  smallestZoom,
  toImage,
  type ImagePlane,
  type ImageView,
  type PaneSize,
  type ScreenPoint,
} from './imageView'

const clamped = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

/** The view's centre stays on the image, so that a picture cannot be lost outside its pane. */
const onImage = (centre: PointPx, plane: ImagePlane): PointPx => ({
  x: clamped(centre.x, -0.5, plane.columns - 0.5),
  y: clamped(centre.y, -0.5, plane.rows - 0.5),
})

/** Zooms by a factor; the image point under the pointer stays under it. */
export function zoomedAbout(
  view: ImageView,
  plane: ImagePlane,
  size: PaneSize,
  at: ScreenPoint,
  factor: number,
): ImageView {
  const zoom = clamped(view.zoom * factor, smallestZoom, largestZoom)
  const held = toImage(paneTransform(view, plane, size), at)
  const { scaleX, scaleY } = paneTransform({ ...view, zoom }, plane, size)
  const centre = {
    x: held.x - (at.x - size.width / 2) / scaleX,
    y: held.y - (at.y - size.height / 2) / scaleY,
  }
  return { zoom, centre: onImage(centre, plane) }
}

/** Moves the image with the pointer, by CSS pixels. */
export function pannedBy(view: ImageView, plane: ImagePlane, size: PaneSize, by: ScreenPoint): ImageView {
  const { scaleX, scaleY } = paneTransform(view, plane, size)
  return {
    ...view,
    centre: onImage({ x: view.centre.x - by.x / scaleX, y: view.centre.y - by.y / scaleY }, plane),
  }
}

/** A view on a part of the image, such as the heart: the box (pixels) fills `share` of an image-shaped pane. */
export function viewOnBox(
  plane: ImagePlane,
  box: { readonly from: PointPx; readonly to: PointPx },
  share = 0.5,
): ImageView {
  const width = Math.max(4, box.to.x - box.from.x)
  const height = Math.max(4, box.to.y - box.from.y)
  const zoom = clamped(share * Math.min(plane.columns / width, plane.rows / height), 1, 8)
  return { zoom, centre: { x: (box.from.x + box.to.x) / 2, y: (box.from.y + box.to.y) / 2 } }
}
