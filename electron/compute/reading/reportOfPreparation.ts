import type { Experiment } from '#shared/domain/experiment'
import {
  preparationReport,
  type ExpectedCase,
  type PreparationReport,
  type PreparedCaseLine,
} from '#shared/domain/preparationReport'
import { regions } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { measuredPhases, type PhaseName } from '#shared/domain/measuredPhases'
import { SeptumError } from '#shared/errors/SeptumError'
import type { CaseReader } from '#electron/datasets/adapter'
import { openCase } from '#electron/datasets/openCase'
import { breathe } from '../breathe'
import { preparedVolumes, type PreparedVolume } from '../training/preparedVolume'

interface Asked {
  readonly source: CaseSource
  readonly patient: string
}

/**
 * Prepares every labelled volume of the cases as a run would, and reports what came of it (F-PP-3). What was there is
 * counted from the sources, what came out from the prepared volumes. A case that cannot be read is lost, not a failure.
 */
export async function reportOfPreparation(
  cases: readonly Asked[],
  preparation: Experiment['preparation'],
  onProgress: (progress: { done: number; total: number; what: string }) => void,
  signal: AbortSignal,
): Promise<PreparationReport> {
  const expected: ExpectedCase[] = []
  const lines: PreparedCaseLine[] = []
  for (const [done, { source, patient }] of cases.entries()) {
    if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The report' })
    onProgress({ done, total: cases.length, what: source.name })
    try {
      const reader = await openCase(source)
      try {
        expected.push({ name: source.name, patient, volumes: await labelledVolumes(reader), fault: null })
        const kept = { ...reader, close: () => undefined }
        const volumes = await preparedVolumes(
          source,
          async () => kept,
          preparation,
          () => undefined,
        )
        for (const volume of volumes) lines.push(lineOf(volume, patient))
      } finally {
        reader.close()
      }
    } catch (error) {
      if (!(error instanceof SeptumError)) throw error
      expected.push({ name: source.name, patient, volumes: null, fault: error.message })
    }
    await breathe()
  }
  onProgress({ done: cases.length, total: cases.length, what: '' })
  return preparationReport(expected, lines, [preparation.side, preparation.side])
}

/** The volumes that the source labels, counted before anything is prepared. */
async function labelledVolumes(reader: CaseReader): Promise<{ phase: PhaseName; slices: number }[]> {
  const volumes: { phase: PhaseName; slices: number }[] = []
  const { rows, columns, phases } = reader.opened.grid
  for (const [phase, index] of measuredPhases(reader.opened, phases)) {
    const labels = await reader.labels(index)
    if (labels) volumes.push({ phase, slices: labels.length / (rows * columns) })
  }
  return volumes
}

function lineOf(volume: PreparedVolume, patient: string): PreparedCaseLine {
  const { record, slices, labels, ledger } = volume
  const { source } = record
  const after = statistics(slices)
  const side = Math.round(Math.sqrt(slices.length / Math.max(1, volume.count)))
  return {
    case: volume.caseName,
    patient,
    phase: volume.phase,
    slicesBefore: volume.reference.length / (source.rows * source.columns),
    slicesAfter: Math.min(slices.length, labels.length) / (side * side),
    sizeBefore: [source.rows, source.columns],
    sizeAfter: [side, side],
    spacingBeforeMm: [source.spacingMm.y, source.spacingMm.x],
    ...{ minAfter: after.low, maxAfter: after.high, meanAfter: after.mean, sdAfter: after.sd },
    notFinite: after.notFinite,
    labels: ledger.map(({ label, sourcePixels, resampledPixels, lostPixels }) => ({
      label,
      name: Object.values(regions).find((region) => region.label === label)?.name ?? `label ${label}`,
      pixelsBefore: sourcePixels,
      pixelsResampled: resampledPixels,
      pixelsCut: lostPixels,
    })),
  }
}

function statistics(values: Float32Array) {
  let [low, high, sum, squares, notFinite] = [Infinity, -Infinity, 0, 0, 0]
  for (const value of values) {
    if (!Number.isFinite(value)) {
      notFinite++
      continue
    }
    low = Math.min(low, value)
    high = Math.max(high, value)
    sum += value
    squares += value * value
  }
  const n = Math.max(1, values.length - notFinite)
  return { low, high, mean: sum / n, sd: Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2)), notFinite }
}
