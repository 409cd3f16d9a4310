import { z } from '#shared/domain/schema'
import type { Contour } from '#shared/domain/contour'
import type { Grid } from '#shared/domain/grid'
import type { RegionId } from '#shared/domain/structures'
import type { Vector } from '#electron/formats/dicom/dicomGeometry'

/** Files that draw on images which lie in files of their own. */
export const DrawingKind = z.enum(['rtstruct', 'seg', 'cvi42', 'mask'])
export type DrawingKind = z.infer<typeof DrawingKind>

/** A drawing of a case. */
export const DrawingFile = z.object({ kind: DrawingKind, file: z.string() })
export type DrawingFile = z.infer<typeof DrawingFile>

/** What a case keeps of the files that draw on it, and of its images so that they can be found again. */
export const DrawnDetail = z.object({
  drawings: z.array(DrawingFile),
  /** SOP Instance UIDs of the case's files, in their order. */
  instances: z.array(z.string()),
  /** Centre of the first pixel of each slice, LPS mm. */
  originsMm: z.array(z.tuple([z.number(), z.number(), z.number()])).nullable(),
})
export type DrawnDetail = z.infer<typeof DrawnDetail>

/** How the mask of a contour is made: by pixel centres, by a grid four times as fine, or back to the pixels it was traced from. */
export type MaskRule = 'centres' | 'fine' | 'pixels'

export interface DrawnContour extends Contour {
  readonly rule: MaskRule
}

/** What a file draws on one case. */
export interface Drawn {
  readonly contours: readonly DrawnContour[]
  /** By phase: the regions of which the file says where they are, and by that where they are not. */
  readonly regions: ReadonlyMap<number, readonly RegionId[]>
  readonly problems: readonly string[]
}

export interface Place {
  readonly slice: number
  readonly phase: number
}

/** The images that are drawn on. */
export interface DrawnOn {
  readonly grid: Grid
  /** Centre of the first pixel of each slice, LPS mm; null where that is unknown. */
  readonly originsMm: readonly Vector[] | null
  /** The place of an image by its SOP Instance UID, and frame from 0 where it has several. */
  readonly placeOf: (uid: string, frame: number | null) => Place | null
}
