import { z } from './schema'
import { LabelFix, PhaseName } from './labelFix'
import { StudyId, type CaseSource } from './study'
import { RegionId } from './structures'

export const findingKinds = [
  'unreadable',
  'changed',
  'shape',
  'orientation',
  'origin',
  'spacing',
  'unknown-value',
  'label-order',
  'empty-image',
  'not-finite',
  'blank-slice',
  'no-labels',
  'empty-mask',
  'hole',
  'island',
  'endo-outside-epi',
  'border',
  'plausibility',
  'duplicate',
  'not-labelled',
  'note',
] as const
export const FindingKind = z.enum(findingKinds)
export type FindingKind = z.infer<typeof FindingKind>

export const Severity = z.enum(['blocker', 'warning', 'info'])
export type Severity = z.infer<typeof Severity>

/** One thing that is wrong, or worth knowing, about a case of a data set (R-DS-4). */
export const Finding = z.object({
  kind: FindingKind,
  severity: Severity,
  phase: PhaseName.nullable(),
  /** From 0; null: the whole volume. */
  slice: z.number().int().nullable(),
  region: RegionId.nullable(),
  /** The file that is at fault, absolute; null where it is not one file. */
  file: z.string().nullable(),
  /** One sentence with the file, both values and their units (R-DS-5). */
  text: z.string(),
  /** What it probably comes from; null where nothing can be said. */
  reason: z.string().nullable(),
  /** What would mend it; null: exclude the case, or mend the files. */
  fix: LabelFix.nullable(),
})
export type Finding = z.infer<typeof Finding>

const PerRegion = z.partialRecord(RegionId, z.number())

/** What is labelled at one phase of a case. */
export const PhaseFigures = z.object({
  /** Regions that the source labels here; others are unknown, not absent. */
  regions: z.array(RegionId),
  volumesMl: PerRegion,
  pixels: PerRegion,
  /** Slices on which each region has at least one pixel. */
  slices: PerRegion,
  /** Slices with any label. */
  labelledSlices: z.number().int(),
})
export type PhaseFigures = z.infer<typeof PhaseFigures>

/** A case as a check left it: its findings and its figures. */
export const CheckedCase = z.object({
  id: StudyId,
  /** What it was made from: files, fixes, program. A check that finds the same again need not read the case. */
  key: z.string(),
  /** `labelKey` of the case: how its labels were read. */
  fixes: z.string(),
  hashes: z.object({ image: z.string(), labels: z.string() }).nullable(),
  /** [slices, rows, columns]; null: it could not be opened. */
  shape: z.tuple([z.number().int(), z.number().int(), z.number().int()]).nullable(),
  phases: z.number().int(),
  spacingMm: z.object({ x: z.number(), y: z.number(), z: z.number() }).nullable(),
  ed: PhaseFigures.nullable(),
  es: PhaseFigures.nullable(),
  /** The values at 0, 1/32, 2/32 … of all pixels at ED and ES, ascending; empty where there are none. */
  quantiles: z.array(z.number()),
  /** Mean of the LV cavity less that of the myocardium at ED, in SDs of both together; null without them. */
  contrast: z.number().nullable(),
  /** Three slices at ED shrunk to 24 × 24, 8 bits, as hex: what near-duplicates are told by. Empty on the page. */
  signature: z.string(),
  /** The slice to show, from 0, and its phase. */
  shown: z.object({ slice: z.number().int(), phase: PhaseName }).nullable(),
  findings: z.array(Finding),
})
export type CheckedCase = z.infer<typeof CheckedCase>

/** How many of each severity. */
export const severityCounts = (findings: readonly Finding[]): Record<Severity, number> => {
  const counts = { blocker: 0, warning: 0, info: 0 }
  for (const { severity } of findings) counts[severity]++
  return counts
}

/** What a case's labels were read with: its fixes, and the contours that stand in for its source's labels. */
export const labelKey = ({ fixes = [], contours }: Pick<CaseSource, 'fixes' | 'contours'>): string =>
  contours ? JSON.stringify([...fixes, contours.hash]) : JSON.stringify(fixes)
