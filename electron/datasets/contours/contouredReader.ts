import { readFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { ContourFile, type KeptContours } from '#shared/domain/keptContours'
import { ignoredLabel } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { reasonOf } from '#electron/formats/fileBytes'
import type { CaseReader } from '../adapter'
import type { Drawn } from '../drawn/drawn'
import { readerWith } from '../drawn/drawnReader'
import { drawnPhases } from './drawnPhases'

/**
 * A case whose labels are the contours that readers drew in Septum, as its data set keeps them; what the source does not
 * judge stays so. Errors: FILE_UNREADABLE, FILE_MALFORMED where the kept contours are not those that were taken.
 */
export async function contouredReader(images: CaseReader, source: CaseSource): Promise<CaseReader> {
  if (!source.contours) return images
  const file = await readContours(source.contours)
  const found = drawnPhases(file, images.opened.grid.phases)
  const used = found.filter(({ regions }) => regions.length > 0)
  const problems = found.flatMap((one) => one.problems)
  const drawn: Drawn = {
    contours: used.flatMap(({ contours }) => contours.map((one) => ({ ...one, rule: 'centres' as const }))),
    regions: new Map(used.map(({ phase, regions }) => [phase, regions])),
    problems,
  }
  const { contouredSlices: _, ...plain } = images
  const reader = readerWith(plain, drawn, problems, { ed: file.ed, es: file.es })
  return {
    ...reader,
    labels: async (phase) => {
      const labels = await reader.labels(phase)
      const before = labels && (await images.labels(phase))
      before?.forEach((label, i) => {
        if (label === ignoredLabel && labels![i] === 0) labels![i] = ignoredLabel
      })
      return labels
    },
  }
}

/** The contours that a data set kept. Errors: FILE_UNREADABLE, FILE_MALFORMED. */
async function readContours({ file, hash }: KeptContours): Promise<ContourFile> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    throw new SeptumError('FILE_UNREADABLE', { file, reason: reasonOf(error) }, { cause: error })
  }
  const damaged = (reason: string): SeptumError => new SeptumError('FILE_MALFORMED', { file, reason })
  if (createHash('sha256').update(bytes).digest('hex') !== hash)
    throw damaged('it does not hold the contours that the data set took')
  const read = ContourFile.safeParse(JSON.parse(bytes.toString('utf8')))
  if (!read.success) throw damaged('it holds no contours')
  return read.data
}
