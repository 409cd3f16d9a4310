import { createHash } from 'node:crypto'
import { labelKey, type CheckedCase, type Finding, type PhaseFigures } from '#shared/domain/datasetCheck'
import { implausible, measuresOf } from '#shared/domain/datasetPlausibility'
import { phaseNames, type PhaseName } from '#shared/domain/labelFix'
import { measuredPhases, uncalibrated } from '#shared/domain/measuredPhases'
import { isStructure, regions, type RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import type { VolumeShape } from '#shared/geometry/volumeShape'
import type { CaseReader } from '../adapter'
import { sourceMask } from '../fixes/sourceMask'
import { hasRawLabels } from '../labels/rawLabels'
import { openCase } from '../openCase'
import { gridFindings } from './gridFindings'
import { imageFindings, notFiniteIn } from './imageFindings'
import { labelFindings, phaseFigures } from './labelFindings'
import { signature } from './signature'
import { valueFindings } from './valueFindings'

/** Values that a case's histogram is kept as. */
const quantileCount = 33

/**
 * Reads a case whole and says what is wrong with it (F-DS-2, R-DS-4, datasets B2.2). A case that cannot be read is a
 * finding, never a failure. `key` is kept as it is.
 */
export async function checkCase(source: CaseSource, key: string): Promise<CheckedCase> {
  const findings: Finding[] = []
  for (const phase of phaseNames) {
    findings.push(...(await gridFindings(source, phase)))
    const isShapeKnown = findings.every((finding) => finding.phase !== phase || finding.kind !== 'unreadable')
    if (isShapeKnown) findings.push(...(await valueFindings(source, phase)))
  }
  const empty: CheckedCase = {
    id: source.id,
    key,
    fixes: labelKey(source),
    hashes: null,
    shape: null,
    phases: source.phases,
    spacingMm: null,
    ed: null,
    es: null,
    quantiles: [],
    contrast: null,
    signature: '',
    shown: null,
    findings,
  }
  let reader: CaseReader
  try {
    reader = await openCase(source)
  } catch (error) {
    if (!(error instanceof SeptumError)) throw error
    const isSaid = findings.some(({ severity }) => severity === 'blocker')
    return isSaid ? empty : { ...empty, findings: [...findings, refused(error, source)] }
  }
  try {
    return { ...empty, ...(await read(reader, source, findings)) }
  } catch (error) {
    if (!(error instanceof SeptumError)) throw error
    return { ...empty, findings: [...findings, refused(error, source)] }
  } finally {
    reader.close()
  }
}

const refused = (error: SeptumError, source: CaseSource): Finding => ({
  kind: 'unreadable',
  severity: 'blocker',
  ...{ phase: null, slice: null, region: null, fix: null },
  file: typeof error.facts.file === 'string' ? error.facts.file : (source.files[0] ?? null),
  text: error.message,
  reason: error.toFault().remedy,
})

async function read(
  reader: CaseReader,
  source: CaseSource,
  found: readonly Finding[],
): Promise<Partial<CheckedCase>> {
  const { grid } = reader.opened
  const shape: VolumeShape = [grid.slices, grid.rows, grid.columns]
  const plane = grid.rows * grid.columns
  const findings: Finding[] = [...found]
  const figures: Record<PhaseName, PhaseFigures | null> = { ed: null, es: null }
  const [images, marks] = [createHash('sha256'), createHash('sha256')]
  const samples: Float32Array[] = []
  // The only image of a case without a heart beat counts as its first phase.
  const places = new Map(
    measuredPhases(reader.opened, grid.phases).map(([name, at]) => [name === 'still' ? 'ed' : name, at]),
  )
  let contrast: number | null = null
  let sign = ''
  for (const phase of phaseNames) {
    const index = places.get(phase)
    if (index === undefined) continue
    const volume = await reader.volume(index)
    images.update(`\0${phase}\0`).update(bytesOf(volume))
    samples.push(volume)
    if (sign === '') sign = signature(volume, shape)
    const mask = sourceMask(source, phase)
    const file = mask?.image ?? imageFile(source)
    const notFinite = await notFiniteIn(mask)
    findings.push(...imageFindings({ phase, volume, plane, file, caseName: source.name, notFinite }))
    const labels = await reader.labels(index)
    if (!labels) continue
    const labelled = reader.labelledRegions(index)
    marks.update(`\0${phase}\0${labelled.join()}\0`).update(labels)
    const checked = {
      ...{ phase, labels, shape, labelled, spacingMm: grid.spacingMm },
      ...{ file: mask?.file ?? null, caseName: source.name },
    }
    figures[phase] = phaseFigures(checked)
    findings.push(...labelFindings(checked))
    contrast ??= contrastOf(volume, labels)
  }
  const measures = measuresOf(figures.ed, figures.es)
  if (!findings.some(({ kind }) => kind === 'label-order'))
    findings.push(...implausible(measures).map((measure) => plausibility(measure, source)))
  findings.push(...unlabelled(source, figures), ...notes(reader, source, findings))
  return {
    hashes: { image: images.digest('hex'), labels: marks.digest('hex') },
    shape: [grid.slices, grid.rows, grid.columns],
    spacingMm: uncalibrated(reader.opened) ? null : grid.spacingMm,
    phases: grid.phases,
    ...figures,
    quantiles: quantiles(samples),
    contrast,
    signature: sign,
    shown: await shownPlace(reader, figures, grid.slices, plane),
    findings,
  }
}

const bytesOf = (values: Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

const imageFile = ({ files }: CaseSource): string | null => (files.length === 1 ? files[0]! : null)

function plausibility(
  { name, value, unit, from, to, digits }: ReturnType<typeof measuresOf>[number],
  source: CaseSource,
): Finding {
  const range = from === 0 ? `at most ${to} ${unit}` : `${from} to ${to} ${unit}`
  return {
    kind: 'plausibility',
    severity: 'warning',
    ...{ phase: null, slice: null, region: null, file: null, fix: null },
    text: `${source.name}: ${name} ${value.toFixed(digits)} ${unit}; ${range} would be expected.`,
    reason: 'A wrong spacing, missing slices or exchanged phases give such values; so may a rare heart.',
  }
}

/** Structures that one phase has and the other lacks: unknown there, never background (X24). */
function unlabelled(source: CaseSource, { ed, es }: Record<PhaseName, PhaseFigures | null>): Finding[] {
  const about = { phase: null, slice: null, region: null, file: null, fix: null } as const
  if (!ed && !es)
    return [
      {
        kind: 'no-labels',
        severity: 'blocker',
        ...about,
        text: `${source.name} has no labels at end-diastole or end-systole.`,
        reason: hasRawLabels(source)
          ? 'Its masks cannot be read, or nobody has said what their values mean. Name them under Labels, or exclude it.'
          : 'It has nothing to learn from. Exclude it, add its masks, or draw its contours in Read.',
      },
    ]
  if (![ed, es].some((figures) => figures && figures.regions.length > 0))
    return [
      {
        kind: 'no-labels',
        severity: 'blocker',
        ...about,
        text: `${source.name}: none of its label values means a structure.`,
        reason: 'Nobody has said what they mean. Name them under Labels, or exclude the case.',
      },
    ]
  return phaseNames.flatMap((phase) => {
    const [own, other] = phase === 'ed' ? [ed, es] : [es, ed]
    const missing = (other?.regions ?? []).filter((id) => !own?.regions.includes(id))
    if (missing.length === 0) return []
    const names = missing.map((id: RegionId) => regions[id].name).join(', ')
    return [
      {
        kind: 'not-labelled' as const,
        severity: 'info' as const,
        ...about,
        phase,
        text: `${source.name}: ${names} not labelled at ${phase.toUpperCase()}.`,
        reason: 'It counts as unknown there, not as background.',
      },
    ]
  })
}

/** What the adapter said and no finding says yet. */
function notes(reader: CaseReader, source: CaseSource, findings: readonly Finding[]): Finding[] {
  const isSaid = (problem: string) =>
    findings.some(({ file, severity }) => severity === 'blocker' && file !== null && problem.includes(file))
  return reader.problems
    .filter((problem) => !isSaid(problem))
    .map((text) => ({
      kind: 'note',
      severity: 'info',
      ...{ phase: null, slice: null, region: null, file: null, fix: null, reason: null },
      text: text.includes(source.name) ? text : `${source.name}: ${text}`,
    }))
}

/** Values at equal shares of all pixels, from at most 200,000 of them, evenly taken. */
function quantiles(volumes: readonly Float32Array[]): number[] {
  const total = volumes.reduce((sum, volume) => sum + volume.length, 0)
  const step = Math.max(1, Math.floor(total / 200_000))
  const taken: number[] = []
  for (const volume of volumes)
    for (let i = 0; i < volume.length; i += step) if (Number.isFinite(volume[i]!)) taken.push(volume[i]!)
  if (taken.length === 0) return []
  const sorted = Float32Array.from(taken).sort()
  return Array.from(
    { length: quantileCount },
    (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (quantileCount - 1))]!,
  )
}

/** How far the blood stands out from the wall: difference of the means in SDs of both together. */
function contrastOf(volume: Float32Array, labels: Uint8Array): number | null {
  const part = (label: number) => {
    let [n, sum, squares] = [0, 0, 0]
    labels.forEach((value, i) => {
      if (value !== label) return
      n++
      sum += volume[i]!
      squares += volume[i]! ** 2
    })
    return { n, mean: sum / n, variance: squares / n - (sum / n) ** 2 }
  }
  const [blood, wall] = [part(regions['lv-cavity'].label), part(regions['lv-myocardium'].label)]
  if (blood.n === 0 || wall.n === 0) return null
  const sd = Math.sqrt((blood.variance + wall.variance) / 2)
  return sd > 0 ? (blood.mean - wall.mean) / sd : null
}

/** The slice with the most labelled pixels, at ED where that is labelled; the middle one without labels. */
async function shownPlace(
  reader: CaseReader,
  figures: Record<PhaseName, PhaseFigures | null>,
  slices: number,
  plane: number,
): Promise<CheckedCase['shown']> {
  const phase = figures.ed ? 'ed' : figures.es ? 'es' : reader.opened.ed !== null ? 'ed' : 'es'
  const index = reader.opened[phase]
  if (index === null) return null
  const labels = figures[phase] ? await reader.labels(index) : null
  if (!labels) return { slice: Math.floor(slices / 2), phase }
  const counts = Array.from({ length: slices }, (_, slice) =>
    labels
      .subarray(slice * plane, (slice + 1) * plane)
      .reduce((sum, label) => sum + Number(isStructure(label)), 0),
  )
  return { slice: counts.indexOf(Math.max(...counts)), phase }
}
