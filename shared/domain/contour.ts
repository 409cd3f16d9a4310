import { z } from './schema'
import { boundaryIds, BoundaryId } from './structures'

/** A point in image coordinates: pixel centres at integers, image from -0.5 to N-0.5, x right, y down (E-G1). */
export const PointPx = z.object({ x: z.number(), y: z.number() })
export type PointPx = z.infer<typeof PointPx>

/** Who made it; each has a glyph (P-4): hand ✎, model ◇, edited ◈, interpolated ≈, imported ⇩. */
export const ContourSource = z.enum(['hand', 'model', 'edited', 'interpolated', 'imported'])
export type ContourSource = z.infer<typeof ContourSource>

/**
 * One boundary on one slice at one phase (E-G2): closed sub-pixel rings in pixels, even-odd, the closing edge implied.
 * `knots` are the spline points that the first ring runs through (closed centripetal Catmull-Rom), null when it was drawn otherwise.
 */
export const Contour = z.object({
  boundary: BoundaryId,
  slice: z.number().int().nonnegative(),
  phase: z.number().int().nonnegative(),
  rings: z.array(z.array(PointPx)),
  knots: z.array(PointPx).nullable(),
  state: z.enum(['draft', 'accepted']),
  source: ContourSource,
  /** Initials of the reader, name of the model, or name of the imported file. */
  author: z.string(),
})
export type Contour = z.infer<typeof Contour>

export const ContourKey = z.string().regex(new RegExp(`^(${boundaryIds.join('|')})/\\d+/\\d+$`))
export type ContourKey = z.infer<typeof ContourKey>

/** The place of a contour in a segmentation: at most one contour a boundary, slice and phase. */
export const contourKey = (at: Pick<Contour, 'boundary' | 'slice' | 'phase'>): ContourKey =>
  `${at.boundary}/${at.slice}/${at.phase}`
