import type { DatasetInspection, InspectedCase } from '#shared/ipc/dataset'
import { measuredPhases, uncalibrated } from '#shared/domain/measuredPhases'
import { isStructure, regionIds, regions, type RegionId } from '#shared/domain/structures'
import type { CaseSource, LayoutId } from '#shared/domain/study'
import { SeptumError, toFault } from '#shared/errors/SeptumError'
import { layouts } from './catalogue'
import { openCase } from './openCase'
import { clashProblem, patientClashes } from './patientClashes'
import { scannedCases } from './scannedCases'
import { userAdapters } from './userAdapter/adapterFile'
import { isVersionFile, versionCases } from './versionCases'
import type { CaseReader } from './adapter'

export interface InspectOptions {
  readonly onProgress?: (progress: { done: number; total: number; what: string }) => void
  readonly signal?: AbortSignal
}

/**
 * `dataset inspect` (decisions.md 1): every case of a folder, or of a data set's version, with its shape, spacing, volumes in ml
 * at ED and ES or of its only image, and
 * problems. Cases that cannot be opened stand in the list with the reason. Errors: those of `scanFolder`.
 */
export async function inspectDataset(
  folder: string,
  options: InspectOptions = {},
): Promise<DatasetInspection> {
  const lost: InspectedCase[] = []
  const say = (done: number, total: number, what: string): void => options.onProgress?.({ done, total, what })
  const sources = isVersionFile(folder)
    ? await versionCases(folder)
    : await scannedCases(folder, {
        onRefusal: (refusal) => lost.push(emptyCase(refusal.file, [refusal.cause])),
        onProgress: ({ cases, path }) => say(0, Math.max(1, cases), path),
        ...(options.signal ? { signal: options.signal } : {}),
      })

  const tally = new Tally()
  const cases: InspectedCase[] = []
  const clashes = patientClashes(sources)
  for (const source of sources) {
    if (options.signal?.aborted) throw new SeptumError('CANCELLED', { what: 'The inspection' })
    say(cases.length, sources.length, source.name)
    const one = await inspected(source, tally)
    const patients = clashes.get(source)
    cases.push(patients ? { ...one, problems: [clashProblem(patients), ...one.problems] } : one)
  }
  say(sources.length, sources.length, folder)
  const layout = commonest(sources.map((source) => source.layout))
  const groups: Record<string, number> = {}
  for (const { group } of cases) if (group) groups[group] = (groups[group] ?? 0) + 1
  const { citation, licence } = await sourceWords(layout, sources)
  return {
    layout,
    folder,
    cases: [...cases, ...lost],
    summary: {
      cases: cases.length,
      slices: tally.slices,
      labelledSlices: tally.labelledSlices,
      groups,
      classShare: tally.shares(),
      citation,
      licence,
    },
  }
}

/** Counts over the measured volumes of all cases. */
class Tally {
  slices = 0
  labelledSlices = 0
  private pixels = 0
  private readonly counts = new Map<RegionId, number>()

  add(labels: Uint8Array, sliceSize: number): void {
    this.pixels += labels.length
    const byLabel = new Uint32Array(256)
    for (let from = 0; from < labels.length; from += sliceSize) {
      const slice = labels.subarray(from, from + sliceSize)
      if (slice.some(isStructure)) this.labelledSlices++
      for (const label of slice) byLabel[label]!++
    }
    for (const id of regionIds) this.counts.set(id, (this.counts.get(id) ?? 0) + byLabel[regions[id].label]!)
  }

  shares(): Partial<Record<RegionId, number>> {
    const some = [...this.counts].filter(([, count]) => count > 0)
    return Object.fromEntries(some.map(([id, count]) => [id, count / this.pixels]))
  }
}

async function inspected(source: CaseSource, tally: Tally): Promise<InspectedCase> {
  let reader: CaseReader
  try {
    reader = await openCase(source)
  } catch (error) {
    if (!(error instanceof SeptumError)) throw error
    return emptyCase(source.name, [toFault(error).cause])
  }
  try {
    const { opened } = reader
    const { grid } = opened
    tally.slices += grid.slices
    const phases: InspectedCase['phases'] = { ed: null, es: null }
    const volumesMl: InspectedCase['volumesMl'] = { ed: {}, es: {} }
    for (const [name, phase] of measuredPhases(opened, grid.phases)) {
      const labels = await reader.labels(phase)
      if (labels) tally.add(labels, grid.rows * grid.columns)
      phases[name] = { frame: reader.frameNumber(phase) }
      volumesMl[name] = reader.volumesMl(phase)
    }
    const pixels = uncalibrated(opened) && volumesMl.still ? inPixels(volumesMl.still, grid.spacingMm) : null
    if (pixels) volumesMl.still = {}
    return {
      id: source.name,
      ...(source.group ? { group: source.group } : {}),
      shape: [grid.slices, grid.rows, grid.columns],
      spacingMm: grid.spacingMm,
      phases,
      volumesMl,
      ...(pixels ? { pixels } : {}),
      ...(source.part ? { part: source.part } : {}),
      problems: [...reader.problems],
    }
  } finally {
    reader.close()
  }
}

const inPixels = (
  volumesMl: InspectedCase['volumesMl']['ed'],
  { x, y, z }: { readonly x: number; readonly y: number; readonly z: number },
): InspectedCase['volumesMl']['ed'] =>
  Object.fromEntries(Object.entries(volumesMl).map(([id, ml]) => [id, Math.round((1000 * ml) / (x * y * z))]))

const emptyCase = (id: string, problems: string[]): InspectedCase => ({
  id,
  shape: [],
  spacingMm: { x: 0, y: 0, z: 0 },
  phases: { ed: null, es: null },
  volumesMl: { ed: {}, es: {} },
  problems,
})

/** Citation and licence of a layout; those of the adapter's file where it is a user's own. */
async function sourceWords(
  layout: LayoutId,
  sources: readonly CaseSource[],
): Promise<{ readonly citation: string; readonly licence: string }> {
  if (layout !== 'user') return layouts[layout]
  const title = sources.find((source) => source.layout === 'user')?.description
  const own = (await userAdapters()).find(({ adapter }) => adapter?.title === title)
  return own?.adapter ?? layouts[layout]
}

function commonest(ids: readonly LayoutId[]): LayoutId {
  const counts = new Map<LayoutId, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'nifti'
}
