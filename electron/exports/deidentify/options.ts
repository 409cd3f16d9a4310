import { z } from '#shared/domain/schema'

/** Options of DICOM PS3.15 Annex E that may keep more than the basic profile does (features P-8). */
export const DeidentifyOptions = z.object({
  /** "shifted": one random offset for each patient, intervals stay (P-11). */
  dates: z.enum(['removed', 'shifted']).default('removed'),
  /** Sex, age (90 and over as 90), size and weight. */
  characteristics: z.boolean().default(false),
  /** Words of series and structure descriptions that name no one: "short axis", "cine", "LV". */
  descriptors: z.boolean().default(true),
})
export type DeidentifyOptions = z.infer<typeof DeidentifyOptions>
