import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { LabelMapFile, LabelMapping } from '#shared/domain/labelMap'
import { SeptumError } from '#shared/errors/SeptumError'
import { writeJson } from '#electron/workspace/jsonFile'

/** Where a workspace keeps the mapping of one layout below a folder. */
export const labelMapFile = (workspace: string, folder: string, layout: string): string => {
  const name = createHash('sha256')
    .update(`${layout}\0${resolve(folder)}`)
    .digest('hex')
    .slice(0, 16)
  return join(workspace, 'labels', `${layout}-${name}.json`)
}

export interface NamedLabels {
  readonly folder: string
  readonly layout: string
  readonly values: readonly number[]
  readonly map: LabelMapping
  readonly fillLines: boolean
}

/** Remembers what label values mean. Every value must be named: LABELS_UNNAMED. */
export async function saveLabelMap(workspace: string, named: NamedLabels): Promise<void> {
  const { folder, layout, values, map, fillLines } = named
  const unnamed = values.filter((value) => !(String(value) in map))
  if (unnamed.length > 0) throw new SeptumError('LABELS_UNNAMED', { folder, values: unnamed.join(', ') })
  const file: LabelMapFile = {
    schema: 'septum-labels/1',
    folder: resolve(folder),
    layout,
    values: [...values],
    map,
    fillLines,
  }
  await writeJson(labelMapFile(workspace, folder, layout), file)
}

export const forgetLabelMap = (workspace: string, folder: string, layout: string): Promise<void> =>
  rm(labelMapFile(workspace, folder, layout), { force: true })
