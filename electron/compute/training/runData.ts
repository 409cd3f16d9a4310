import type { Experiment } from '#shared/domain/experiment'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import type { CaseReader } from '#electron/datasets/adapter'
import { breathe } from '../breathe'
import type { PreparedCache } from '#electron/workspace/preparedCache'
import { preparedVolumes, type PreparedVolume } from './preparedVolume'
import type { Parts } from './splitCases'

/** All that a run trains on and validates with, prepared and in memory. Test cases are opened when they are due. */
export interface RunData {
  readonly train: readonly PreparedVolume[]
  readonly validation: readonly PreparedVolume[]
}

export interface RunDataNews {
  readonly tell: (done: number, total: number, what: string) => void
  /** A sentence about each case that is damaged or cannot be used whole. */
  readonly note: (text: string) => void
}

/** Prepares the training and validation cases one by one. Errors: those of their files; CASE_INCOMPLETE, CANCELLED. */
export async function runData(
  parts: Parts<CaseSource>,
  preparation: Experiment['preparation'],
  open: (source: CaseSource) => Promise<CaseReader>,
  { tell, note }: RunDataNews,
  signal: AbortSignal,
  cache: PreparedCache | null = null,
): Promise<RunData> {
  const total = parts.train.length + parts.validation.length
  let done = 0
  const prepared = async (sources: readonly CaseSource[]): Promise<PreparedVolume[]> => {
    const volumes: PreparedVolume[] = []
    for (const source of sources) {
      if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The run' })
      tell(done, total, source.name)
      volumes.push(...(await learntVolumes(source, preparation, open, note, cache)))
      done++
      await breathe()
    }
    return volumes
  }
  const data = { train: await prepared(parts.train), validation: await prepared(parts.validation) }
  tell(total, total, 'prepared')
  return data
}

/** The labelled volumes of a case, prepared. Errors: those of its files; CASE_INCOMPLETE where there are none. */
export async function learntVolumes(
  source: CaseSource,
  preparation: Experiment['preparation'],
  open: (source: CaseSource) => Promise<CaseReader>,
  note: (text: string) => void,
  cache: PreparedCache | null,
): Promise<readonly PreparedVolume[]> {
  const volumes = await preparedVolumes(source, open, preparation, note, cache)
  if (volumes.length > 0) return volumes
  const reason = 'it has no labels at end-diastole or end-systole, or in its only image'
  throw new SeptumError('CASE_INCOMPLETE', { case: source.name, reason })
}

/** How many slices some volumes have together. */
export const slicesOf = (volumes: RunData['train']): number =>
  volumes.reduce((sum, { count }) => sum + count, 0)
