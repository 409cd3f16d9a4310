import type { Contour, PointPx } from '#shared/domain/contour'
import type { PaneTransform } from '../view/imageView'
import type { PaneRect } from '../view/paneRect'

/** How contours are shown (Shift+H). */
export const overlayModes = ['outline', 'fill', 'both'] as const
export type OverlayMode = (typeof overlayModes)[number]

/** The contours of one pane at rest. `rect` in CSS pixels from the overlay's top left, `transform` inside it. */
export interface OverlayPane {
  readonly rect: PaneRect
  readonly transform: PaneTransform
  readonly contours: readonly Contour[]
  /** Drawn thicker; null in panes that are not being edited. */
  readonly active: Contour['boundary'] | null
  readonly mode: OverlayMode
  /** Of fills, 0 to 1. */
  readonly opacity: number
}

/** What moves with the pointer in one pane: handles, the curve being drawn, the brush. All points in image pixels. */
export interface LivePane {
  readonly rect: PaneRect
  readonly transform: PaneTransform
  readonly contour: Contour | null
  /** The contour that is about to be replaced, drawn thin. */
  readonly ghost: Contour | null
  readonly knots: readonly PointPx[]
  readonly hotKnot: number | null
  readonly stroke: readonly PointPx[]
  /** Radius in CSS pixels: a circle in mm is a circle on the screen. */
  readonly disc: { readonly centre: PointPx; readonly radius: number } | null
  /** Where a contour crosses itself (E-G8). */
  readonly crossing: PointPx | null
  readonly colour: string
}
