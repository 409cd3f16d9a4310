import { z } from './schema'

const Vector = z.tuple([z.number(), z.number(), z.number()])

/** Where the grid stands in the patient, in DICOM's LPS millimetres (PS3.3 C.7.6.2.1.1). */
export const Orientation = z.object({
  /** Unit vector along increasing column index x. */
  row: Vector,
  /** Unit vector along increasing row index y. */
  column: Vector,
  /** Unit vector along increasing slice index. */
  normal: Vector,
  /** Centre of the first pixel of the first slice, mm. */
  originMm: Vector,
})
export type Orientation = z.infer<typeof Orientation>

/**
 * The grid of a cine stack: slice × phase frames of `rows` × `columns` pixels, all indices from 0.
 * Slices run from base to apex where that is known. Orientation is null when it is unknown, never a default (R-RD-10).
 */
export const Grid = z.object({
  columns: z.number().int().positive(),
  rows: z.number().int().positive(),
  slices: z.number().int().positive(),
  phases: z.number().int().positive(),
  /** Distance of pixel centres along x (columns) and y (rows), and of slice centres (pitch, gap included), mm. */
  spacingMm: z.object({ x: z.number().positive(), y: z.number().positive(), z: z.number().positive() }),
  orientation: Orientation.nullable(),
  /** Time of each phase after the first, ms; null when the source has no reliable time axis. */
  phaseTimesMs: z.array(z.number()).nullable(),
})
export type Grid = z.infer<typeof Grid>
