import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { Experiment } from '#shared/domain/experiment'
import type { StartFrom } from '#shared/domain/startFrom'
import type { CaseSource, Refusal } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { reasonOf } from '#electron/formats/fileBytes'
import { withDatasetResolved } from './datasetOfExperiment'
import { labelledCases } from './labelledCases'
import { splitCases, type Parts } from './splitCases'

/**
 * An experiment from its file; its data folder made absolute, a named version of a data set taken from the folder
 * `datasets`. Throws EXPERIMENT_INVALID with the field, FILE_UNREADABLE.
 */
export async function readExperiment(file: string, datasets: string | null = null): Promise<Experiment> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw new SeptumError('FILE_UNREADABLE', { file, reason: reasonOf(error) }, { cause: error })
  }
  const invalid = (reason: string) => new SeptumError('EXPERIMENT_INVALID', { file, reason })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw invalid('it is not JSON')
  }
  const experiment = Experiment.safeParse(await withDatasetResolved(json, datasets, file))
  if (!experiment.success) {
    const [issue] = experiment.error.issues
    throw invalid(`${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
  }
  const { data, training } = experiment.data
  const from = dirname(file)
  return {
    ...experiment.data,
    data: { ...data, folder: resolve(from, data.folder) },
    training: { ...training, startFrom: training.startFrom && placedStart(training.startFrom, from) },
  }
}

/** Paths of a start made absolute; ids of models and runs have no slash and stay. */
function placedStart(start: StartFrom, from: string): StartFrom {
  const placed = (path: string | undefined): string | undefined =>
    path !== undefined && /[/\\]/.test(path) ? resolve(from, path) : path
  const { model, file, run } = start
  return {
    ...start,
    ...(model !== undefined && { model: placed(model) }),
    ...(run !== undefined && { run: placed(run) }),
    ...(file !== undefined && { file: resolve(from, file) }),
  }
}

/** What a run will do: its experiment, and the cases of each part by name. */
export interface RunPlan {
  readonly run: string
  readonly experiment: Experiment
  readonly parts: Parts<CaseSource>
  /** Files of the data folder that could not be used. */
  readonly refusals: readonly Refusal[]
}

/** The plan of a run's folder. Errors: those of the experiment, the scan and the split. */
export async function runPlan(runFolder: string, signal: AbortSignal): Promise<RunPlan> {
  const file = resolve(runFolder, 'experiment.json')
  const experiment = await readExperiment(file)
  const refusals: Refusal[] = []
  const { folder, layout, split } = experiment.data
  const cases = await labelledCases(folder, layout, signal, (refusal) => refusals.push(refusal))
  return { run: basename(runFolder), experiment, parts: splitCases(cases, split, file), refusals }
}

const names = (sources: readonly CaseSource[]): string[] => sources.map(({ name }) => name)

/** The cases of each part by name, as a card and the first message of a run keep them. */
export const partNames = ({ train, validation, test }: Parts<CaseSource>) => ({
  train: names(train),
  validation: names(validation),
  test: names(test),
})
