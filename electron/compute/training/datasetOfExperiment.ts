import { join } from 'node:path'
import { DatasetName } from '#shared/domain/dataset'
import { namedParts } from '#shared/domain/datasetSplit'
import { z } from '#shared/domain/schema'
import { SeptumError } from '#shared/errors/SeptumError'
import { readVersion } from '#electron/datasets/versionCases'

/** `data` of an experiment that names a version of a data set instead of a folder. Folds count from 1. */
const Named = z.strictObject({
  dataset: DatasetName,
  version: z.number().int().positive(),
  fold: z.number().int().positive().optional(),
})

/**
 * An experiment's JSON with a named version put in place as its file and its split by case; any other JSON as it is.
 * `datasets` is the workspace's folder of data sets; null: none is known. Throws EXPERIMENT_INVALID, FILE_UNREADABLE.
 */
export async function withDatasetResolved(
  json: unknown,
  datasets: string | null,
  file: string,
): Promise<unknown> {
  if (typeof json !== 'object' || json === null || !('data' in json)) return json
  if (typeof json.data !== 'object' || json.data === null || !('dataset' in json.data)) return json
  const invalid = (reason: string) => new SeptumError('EXPERIMENT_INVALID', { file, reason })
  const named = Named.safeParse(json.data)
  if (!named.success) {
    const [issue] = named.error.issues
    throw invalid(`data.${issue?.path.join('.')}: ${issue?.message}`)
  }
  if (datasets === null) throw invalid('it names a data set, but no workspace is open')
  const { dataset, version, fold } = named.data
  const folder = join(datasets, dataset, `v${version}.json`)
  const { content } = await readVersion(folder)
  const { folds } = content.split
  if (folds > 0 !== (fold !== undefined) || (fold ?? 1) > Math.max(1, folds))
    throw invalid(
      folds > 0 ? `data.fold: a fold from 1 to ${folds} is meant` : 'data.fold: this version has no folds',
    )
  const split = namedParts(content, fold === undefined ? null : fold - 1)
  return { ...json, data: { folder, split } }
}
