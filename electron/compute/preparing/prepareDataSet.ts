import { join } from 'node:path'
import { chainOf, type Preparation } from '#shared/domain/preparation'
import { measuredPhases } from '#shared/domain/measuredPhases'
import type { CaseSource, Refusal } from '#shared/domain/study'
import { SeptumError, toFault } from '#shared/errors/SeptumError'
import { openCase } from '#electron/datasets/openCase'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import { writeAtomic } from '#electron/workspace/atomicFile'
import { prepareLabels, prepareVolume, type PreparedVolume } from '#models/preparation/prepareVolume'
import { previewOf, type StepPreview } from '#models/preparation/preview'
import { breathe } from '../breathe'
import { labelledCases } from '../training/labelledCases'
import { casePreparation, dataSetPreparation } from './fittedPreparation'
import { preparationContext } from './preparationContext'
import { preparationHash } from './preparationHash'
import {
  preparationReport,
  type PreparationReport,
  type ReportedCase,
  type StepExample,
} from './preparationReport'
import { volumeFacts, type VolumeFacts } from './volumeFacts'

export interface PrepareOptions {
  /** Prepared images and masks are written here, and the report beside them; null: nothing is written. */
  readonly out: string | null
  readonly progress: (done: number, total: number, what: string) => void
  readonly signal: AbortSignal
}

/**
 * Prepares every labelled case of a folder and proves that nothing was lost (datasets.md C). Cases that cannot be read
 * stand in the report, and fail it. Errors: those of the scan; CANCELLED; of `out`, those of writing.
 */
export async function prepareDataSet(
  folder: string,
  preparation: Preparation,
  { out, progress, signal }: PrepareOptions,
): Promise<PreparationReport> {
  const refusals: Refusal[] = []
  const sources = await labelledCases(folder, 'auto', signal, (refusal) => refusals.push(refusal))
  const fitted = await dataSetPreparation(sources, preparation, openCase, progress, signal)
  const cases: ReportedCase[] = []
  const example: StepExample[] = []
  for (const source of sources) {
    if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The preparation' })
    progress(cases.length, sources.length, source.name)
    cases.push(await reportedCase(source, fitted, out, example))
    await breathe()
  }
  progress(sources.length, sources.length, 'done')
  const report = preparationReport(folder, preparationHash(fitted), chainOf(fitted), cases, refusals, example)
  if (out) await writeAtomic(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
  return report
}

async function reportedCase(
  source: CaseSource,
  preparation: Preparation,
  out: string | null,
  example: StepExample[],
): Promise<ReportedCase> {
  const patient = source.patientId || source.name
  const volumes: VolumeFacts[] = []
  const found = { volumesFound: 0, slicesFound: 0 }
  const told = (problem: string | null): ReportedCase => ({
    ...{ id: source.name, patient, volumes, problem },
    ...found,
  })
  try {
    const reader = await openCase(source)
    try {
      const { opened } = reader
      const { grid } = opened
      const own = await casePreparation(reader, preparation)
      for (const [phase, index] of measuredPhases(opened, grid.phases)) {
        const reference = await reader.labels(index)
        if (!reference) continue
        found.volumesFound++
        found.slicesFound += grid.slices
        const context = preparationContext(reader, { labels: reference, phase: index })
        const volume = await reader.volume(index)
        const prepared = prepareVolume(volume, grid, own, context)
        const masks = prepareLabels(reference, prepared.record)
        if (example.length === 0)
          example.push(...exampleOf(previewOf(grid.slices >> 1, volume, reference, grid, own, context)))
        volumes.push(volumeFacts(phase, volume, reference, prepared, masks))
        if (out) await written(join(out, `${source.name}_${phase.toUpperCase()}`), prepared, masks.labels)
      }
      if (found.volumesFound > 0) return told(null)
      return { ...told('it has no labels at end-diastole or end-systole'), volumesFound: 1 }
    } finally {
      reader.close()
    }
  } catch (error) {
    if (!(error instanceof SeptumError)) throw error
    // A case that cannot be read counts as one volume, so that the counts before and after differ.
    return { ...told(toFault(error).cause), volumesFound: Math.max(1, found.volumesFound) }
  }
}

const exampleOf = (previews: readonly StepPreview[]): StepExample[] =>
  previews.map(({ step, rows, columns, spacingMm, min, max }) => ({
    ...{ step, rows, columns, spacingMm, min, max },
  }))

async function written(path: string, { values, record }: PreparedVolume, labels: Uint8Array): Promise<void> {
  const { slices, rows, columns, spacingMm } = record.prepared
  const shape = [1, slices, rows, columns] as const
  const frame = { grid: { spacingMm, orientation: null } }
  await writeAtomic(
    `${path}.nii.gz`,
    niftiGzBytes({ shape, data: values as Float32Array<ArrayBuffer> }, frame),
  )
  await writeAtomic(
    `${path}_gt.nii.gz`,
    niftiGzBytes({ shape, data: labels as Uint8Array<ArrayBuffer> }, frame),
  )
}
