import { z } from './schema'
import { RegionId } from './structures'

/** End-diastole or end-systole. */
export const PhaseName = z.enum(['ed', 'es'])
export type PhaseName = z.infer<typeof PhaseName>
export const phaseNames = PhaseName.options

/**
 * One correction of a case's labels, kept in a data set's version and applied when the case is read for it (R-DS-4).
 * The source's files stay as they are.
 */
export const LabelFix = z.discriminatedUnion('kind', [
  /** Enclosed background takes the nearest label. */
  z.object({ kind: z.literal('fill-holes'), phase: PhaseName }),
  /** Of the LV cavity the largest piece of each slice stays; of the other structures pieces of 20 mm² and more. */
  z.object({ kind: z.literal('drop-islands'), phase: PhaseName }),
  /** The LV cavity gets at least 1 mm of wall where it touches the background. */
  z.object({ kind: z.literal('close-wall'), phase: PhaseName }),
  /** The mask is laid on the image's grid by its own header, nearest neighbour. */
  z.object({ kind: z.literal('resample-mask'), phase: PhaseName }),
  /** The phase counts as not labelled. */
  z.object({ kind: z.literal('drop-phase'), phase: PhaseName }),
  /** A value that the layout does not define; null = background. */
  z.object({ kind: z.literal('map-value'), value: z.number().int(), region: RegionId.nullable() }),
])
export type LabelFix = z.infer<typeof LabelFix>
export type LabelFixKind = LabelFix['kind']

/** Two fixes for the same thing: the later one stands in the earlier one's place. */
export const sameFix = (a: LabelFix, b: LabelFix): boolean => {
  if (a.kind === 'map-value' || b.kind === 'map-value')
    return a.kind === 'map-value' && b.kind === 'map-value' && a.value === b.value
  return a.kind === b.kind && a.phase === b.phase
}
