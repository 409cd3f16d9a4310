import type { Experiment } from '#shared/domain/experiment'
import { measuredPhases, type PhaseName } from '#shared/domain/measuredPhases'
import type { RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import type { CaseReader } from '#electron/datasets/adapter'
import type { LabelLedger } from '#models/preparation/labelLedger'
import type { PreparationRecord } from '#models/preparation/preparationRecord'
import { prepareLabels, prepareVolume } from '#models/preparation/prepareVolume'
import { caseOf, keptCase, type PreparedCase } from '../preparing/keptVolumes'
import type { PreparedCache } from '#electron/workspace/preparedCache'
import { preparedKey } from '../preparing/preparationHash'
import { casePreparation } from '../preparing/fittedPreparation'
import { preparationContext } from '../preparing/preparationContext'
import { caseNote } from './caseNote'

/** One labelled volume: ED or ES of one case, or its only image. */
export interface PreparedVolume {
  readonly caseName: string
  readonly phase: PhaseName
  /** Slices as the network takes them, [Z, side, side]. */
  readonly slices: Float32Array
  /** Canonical labels on the same grid. */
  readonly labels: Uint8Array
  readonly count: number
  readonly record: PreparationRecord
  /** What resampling and cropping cost each label. */
  readonly ledger: LabelLedger
  /** Canonical labels on the source's own grid, [Z, Y, X]. */
  readonly reference: Uint8Array
  /** What the source labels here; the rest is unknown, not absent (X24). */
  readonly labelled: readonly RegionId[]
  readonly spacingMm: { readonly x: number; readonly y: number; readonly z: number }
}

/**
 * The measured phases of a case, as far as they are labelled; nothing of the opened case is kept. `note` hears what is left
 * out. With a cache the case is read and prepared once, and from then on taken out of it, until its files or the steps change.
 */
export async function preparedVolumes(
  source: CaseSource,
  open: (source: CaseSource) => Promise<CaseReader>,
  preparation: Experiment['preparation'],
  note: (text: string) => void,
  cache: PreparedCache | null = null,
): Promise<readonly PreparedVolume[]> {
  const key = cache && (await preparedKey(source, preparation))
  const kept = key && (await cache.find(key))
  const prepared = kept ? caseOf(kept) : await preparedCase(source, open, preparation)
  if (key && !kept) await cache.keep(key, keptCase(prepared))
  if (prepared.note) note(prepared.note)
  return prepared.volumes
}

async function preparedCase(
  source: CaseSource,
  open: (source: CaseSource) => Promise<CaseReader>,
  preparation: Experiment['preparation'],
): Promise<PreparedCase> {
  const reader = await open(source)
  try {
    const { opened } = reader
    const { grid } = opened
    const own = await casePreparation(reader, preparation)
    const volumes: PreparedVolume[] = []
    for (const [phase, index] of measuredPhases(opened, grid.phases)) {
      const reference = await reader.labels(index)
      if (!reference) continue
      const context = preparationContext(reader, { labels: reference, phase: index })
      const { values, record } = prepareVolume(await reader.volume(index), grid, own, context)
      const { labels, ledger } = prepareLabels(reference, record)
      volumes.push({
        ...{ caseName: source.name, phase, slices: values, labels, ledger, record, reference },
        count: record.prepared.slices,
        labelled: reader.labelledRegions(index),
        spacingMm: grid.spacingMm,
      })
    }
    const used = volumes.map(({ phase }) => phase)
    return { volumes, note: caseNote(reader, used) }
  } finally {
    reader.close()
  }
}
