import { z } from '#shared/domain/schema'
import { LayoutId } from '#shared/domain/study'
import { RegionId } from '#shared/domain/structures'

const Volumes = z.partialRecord(RegionId, z.number())

/** One case of `dataset inspect --json` (decisions.md 1). Frames count from 1. */
export const InspectedCase = z.object({
  id: z.string(),
  group: z.string().optional(),
  /** [slices, rows, columns]. */
  shape: z.array(z.number().int()),
  spacingMm: z.object({ x: z.number(), y: z.number(), z: z.number() }),
  phases: z.object({
    ed: z.object({ frame: z.number().int() }).nullable(),
    es: z.object({ frame: z.number().int() }).nullable(),
    /** The one image of a case that has neither. */
    still: z.object({ frame: z.number().int() }).optional(),
  }),
  volumesMl: z.object({ ed: Volumes, es: Volumes, still: Volumes.optional() }),
  /** Pixels of each structure, instead of ml, where the size of a pixel is not known (X13). */
  pixels: Volumes.optional(),
  /** The part of the data set's own split. */
  part: z.string().optional(),
  problems: z.array(z.string()),
})
export type InspectedCase = z.infer<typeof InspectedCase>

export const DatasetInspection = z.object({
  layout: LayoutId,
  folder: z.string(),
  cases: z.array(InspectedCase),
  summary: z.object({
    cases: z.number().int(),
    slices: z.number().int(),
    /** Slices with at least one labelled pixel, all measured phases together. */
    labelledSlices: z.number().int(),
    groups: z.record(z.string(), z.number().int()),
    /** Share of all pixels that each structure covers, 0 to 1. */
    classShare: Volumes,
    citation: z.string(),
    licence: z.string(),
  }),
})
export type DatasetInspection = z.infer<typeof DatasetInspection>
