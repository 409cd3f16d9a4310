import { SeptumError } from '#shared/errors/SeptumError'
import { z } from './schema'
import { PhaseName } from './measuredPhases'

/** One labelled volume before and after the preparation. */
export const PreparedCaseLine = z.object({
  case: z.string(),
  patient: z.string(),
  phase: PhaseName,
  slicesBefore: z.number().int(),
  slicesAfter: z.number().int(),
  sizeBefore: z.tuple([z.number().int(), z.number().int()]),
  sizeAfter: z.tuple([z.number().int(), z.number().int()]),
  spacingBeforeMm: z.tuple([z.number(), z.number()]),
  minAfter: z.number(),
  maxAfter: z.number(),
  meanAfter: z.number(),
  sdAfter: z.number(),
  notFinite: z.number().int(),
  /** By canonical label. */
  labels: z.array(
    z.object({
      label: z.number().int(),
      name: z.string(),
      pixelsBefore: z.number().int(),
      /** After resampling, before the crop. */
      pixelsResampled: z.number().int(),
      pixelsCut: z.number().int(),
    }),
  ),
})
export type PreparedCaseLine = z.infer<typeof PreparedCaseLine>

const Both = z.object({ before: z.number().int(), after: z.number().int() })

/** The no-data-lost report: S2's rule after every preparation (datasets.md, "No-data-lost report"). */
export const PreparationReport = z.object({
  /** True: nothing that must be equal differs. */
  passed: z.boolean(),
  patients: Both,
  cases: Both,
  volumes: Both,
  slices: Both,
  size: z.tuple([z.number().int(), z.number().int()]),
  /** By structure, over all volumes. */
  labels: z.array(
    z.object({
      name: z.string(),
      pixelsBefore: z.number().int(),
      pixelsResampled: z.number().int(),
      pixelsCut: z.number().int(),
      percentCut: z.number(),
    }),
  ),
  /** What fails the report, a sentence each. */
  failures: z.array(z.string()),
  /** What is worth looking at, a sentence each. */
  warnings: z.array(z.string()),
  lines: z.array(PreparedCaseLine),
})
export type PreparationReport = z.infer<typeof PreparationReport>

/** A case that should be in the report: its patient, and the slices of its labelled volumes. */
export interface ExpectedCase {
  readonly name: string
  readonly patient: string
  /** Slices of each labelled volume; null: it could not be read, with the reason. */
  readonly volumes: readonly { readonly phase: PhaseName; readonly slices: number }[] | null
  readonly fault: string | null
}

/** Why a report fails; null: it passes. */
export const lossOf = ({ failures }: PreparationReport): SeptumError | null =>
  failures.length > 0 ? new SeptumError('DATA_LOST', { what: failures.slice(0, 3).join('; ') }) : null

/** The report of what was expected and what came out. */
export function preparationReport(
  expected: readonly ExpectedCase[],
  lines: readonly PreparedCaseLine[],
  size: readonly [number, number],
): PreparationReport {
  const failures: string[] = []
  const warnings: string[] = []
  const cases = new Set(lines.map((line) => line.case))
  const patients = {
    before: new Set(expected.map(({ patient }) => patient)).size,
    after: new Set(lines.map(({ patient }) => patient)).size,
  }
  const volumes = {
    before: expected.reduce((sum, one) => sum + (one.volumes?.length ?? 0), 0),
    after: lines.length,
  }
  const slices = {
    before: expected.reduce(
      (sum, one) => sum + (one.volumes ?? []).reduce((n, volume) => n + volume.slices, 0),
      0,
    ),
    after: lines.reduce((sum, line) => sum + line.slicesAfter, 0),
  }
  for (const { name, fault } of expected)
    if (!cases.has(name)) failures.push(`${name} is lost: ${fault ?? 'it has no labelled volume'}`)
  for (const line of lines) {
    const at = `${line.case} ${line.phase.toUpperCase()}`
    if (line.slicesBefore !== line.slicesAfter)
      failures.push(`${at} had ${line.slicesBefore} slices and has ${line.slicesAfter}`)
    if (line.sizeAfter[0] !== size[0] || line.sizeAfter[1] !== size[1])
      failures.push(`${at} measures ${line.sizeAfter.join(' × ')} pixels instead of ${size.join(' × ')}`)
    if (line.notFinite > 0) failures.push(`${at} has ${line.notFinite} values that are no number`)
    for (const label of line.labels) {
      if (label.pixelsResampled === label.pixelsCut)
        failures.push(`${at}: ${label.name} vanished (${label.pixelsBefore} pixels before)`)
      else if (label.pixelsCut > 0)
        warnings.push(
          `${at}: the crop cuts ${cutText(label.pixelsCut, label.pixelsResampled)} of ${label.name}`,
        )
    }
  }
  if (patients.before !== patients.after)
    failures.push(`${patients.before} patients before, ${patients.after} after`)
  if (volumes.before !== volumes.after)
    failures.push(`${volumes.before} volumes before, ${volumes.after} after`)
  if (slices.before !== slices.after) failures.push(`${slices.before} slices before, ${slices.after} after`)
  return {
    passed: failures.length === 0,
    patients,
    cases: { before: expected.length, after: cases.size },
    volumes,
    slices,
    size: [size[0], size[1]],
    labels: labelSums(lines),
    failures,
    warnings,
    lines: [...lines],
  }
}

const percentOf = (part: number, whole: number): number => (whole > 0 ? (100 * part) / whole : 0)
const cutText = (cut: number, of: number): string => `${cut} pixels (${percentOf(cut, of).toFixed(1)} %)`

function labelSums(lines: readonly PreparedCaseLine[]): PreparationReport['labels'] {
  const sums = new Map<number, PreparationReport['labels'][number]>()
  for (const { labels } of lines)
    for (const { label, name, pixelsBefore, pixelsResampled, pixelsCut } of labels) {
      const sum = sums.get(label)
      const cut = pixelsCut + (sum?.pixelsCut ?? 0)
      const resampled = pixelsResampled + (sum?.pixelsResampled ?? 0)
      sums.set(label, {
        name,
        pixelsBefore: pixelsBefore + (sum?.pixelsBefore ?? 0),
        pixelsResampled: resampled,
        pixelsCut: cut,
        percentCut: percentOf(cut, resampled),
      })
    }
  return [...sums].sort(([a], [b]) => a - b).map(([, sum]) => sum)
}
