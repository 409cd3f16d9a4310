import type { Experiment } from '#shared/domain/experiment'
import { measuredPhases, type PhaseName } from '#shared/domain/measuredPhases'
import type { RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import type { CaseReader } from '#electron/datasets/adapter'
import type { LabelLedger } from '#models/preparation/labelLedger'
import { prepareLabels, prepareVolume, type PreparationRecord } from '#models/preparation/prepareVolume'
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

/** The measured phases of a case, as far as they are labelled; nothing of the opened case is kept. `note` hears what is left out. */
export async function preparedVolumes(
  source: CaseSource,
  open: (source: CaseSource) => Promise<CaseReader>,
  preparation: Experiment['preparation'],
  note: (text: string) => void,
): Promise<PreparedVolume[]> {
  const reader = await open(source)
  try {
    const { opened } = reader
    const { grid } = opened
    const out: PreparedVolume[] = []
    for (const [phase, index] of measuredPhases(opened, grid.phases)) {
      const reference = await reader.labels(index)
      if (!reference) continue
      const { slices, record } = prepareVolume(await reader.volume(index), grid, preparation)
      const prepared = prepareLabels(reference, record)
      out.push({
        caseName: source.name,
        phase,
        slices,
        labels: prepared.slices,
        ledger: prepared.ledger,
        count: grid.slices,
        record,
        reference,
        labelled: reader.labelledRegions(index),
        spacingMm: grid.spacingMm,
      })
    }
    const said = caseNote(
      reader,
      out.map(({ phase }) => phase),
    )
    if (said) note(said)
    return out
  } finally {
    reader.close()
  }
}
