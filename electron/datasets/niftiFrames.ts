import { z } from '#shared/domain/schema'
import { RegionId } from '#shared/domain/structures'

/** One volume of a NIfTI file: `at` counts its frames from 0. */
export const NiftiVolume = z.object({ file: z.string(), at: z.number().int().min(0) })
export type NiftiVolume = z.infer<typeof NiftiVolume>

/** What a scan leaves of a case whose images and label maps are NIfTI files: one entry a phase. */
export const NiftiFrames = z.object({
  frames: z.array(
    z.object({
      /** In the source's own counting, from 1. */
      number: z.number().int().positive(),
      image: NiftiVolume,
      label: NiftiVolume.nullable(),
    }),
  ),
  /** The file whose header gives spacing and orientation. */
  header: z.string(),
  /** The layout's label value → canonical label. */
  values: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** What the layout labels wherever it labels anything. */
  regions: z.array(RegionId),
  /** Instead of what the header says, mm. */
  spacingMm: z
    .object({ x: z.number().positive(), y: z.number().positive(), z: z.number().positive() })
    .optional(),
  /** Who drew the labels, as the contours show it. */
  author: z.string(),
})
export type NiftiFrames = z.infer<typeof NiftiFrames>
