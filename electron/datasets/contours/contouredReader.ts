import { readFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { ContourFile, type KeptContours } from '#shared/domain/keptContours'
import { measuredPhases, phaseWord } from '#shared/domain/measuredPhases'
import { ignoredLabel, type RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { reasonOf } from '#electron/formats/fileBytes'
import type { CaseReader } from '../adapter'
import type { DrawnContour } from '../drawn/drawn'
import { readerWith } from '../drawn/drawnReader'
import { drawnRegions } from './drawnRegions'

/**
 * A case whose labels are the contours that readers drew in Septum, as its data set keeps them; what the source does not
 * judge stays so. Errors: FILE_UNREADABLE, FILE_MALFORMED where the kept contours are not those that were taken.
 */
export async function contouredReader(images: CaseReader, source: CaseSource): Promise<CaseReader> {
  if (!source.contours) return images
  const { ed, es, contours } = await readContours(source.contours)
  const marked = { ed, es }
  const known = new Map<number, readonly RegionId[]>()
  const kept: DrawnContour[] = []
  const problems: string[] = []
  for (const [name, phase] of measuredPhases(marked, images.opened.grid.phases)) {
    const here = contours.filter((one) => one.phase === phase && one.boundary !== 'papillary')
    const found = drawnRegions(here, name === 'still' ? '' : ` at ${phaseWord(name)}`)
    problems.push(...found.problems)
    if (found.regions.length === 0) continue
    known.set(phase, found.regions)
    kept.push(...here.map((one) => ({ ...one, rule: 'centres' }) as const))
  }
  const { contouredSlices: _, ...plain } = images
  const reader = readerWith(plain, { contours: kept, regions: known, problems }, problems, marked)
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
