import path from 'node:path'
import { canonicalValues, labelledBy } from '#shared/domain/labelMap'
import { boundariesAround, taskOf } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import { readVolumeHeader } from '#electron/formats/volume/readVolume'
import type { NiftiFrames } from '../niftiFrames'
import { studyId } from '../studyId'
import type { AdapterFile } from './adapterFile'
import type { MatchedFile } from './matchedFiles'

/** Frames of end-diastole and end-systole, from 0. */
export interface TableRow {
  readonly ed: number | null
  readonly es: number | null
}

/** A case of a user's adapter from its files. Errors: those of their headers; CASE_INCOMPLETE without an image. */
export async function userCase(
  adapter: AdapterFile,
  name: string,
  files: readonly MatchedFile[],
  row: TableRow | null,
): Promise<CaseSource> {
  const images = files.filter(({ kind }) => kind === 'image')
  const labels = new Map(files.filter(({ kind }) => kind === 'label').map(({ phase, file }) => [phase, file]))
  const lead = images[0]
  if (!lead)
    throw new SeptumError('CASE_INCOMPLETE', { case: name, reason: 'its label is there, but not its image' })
  const header = await readVolumeHeader(lead.file)
  const frames = await framesOf(images, labels)
  const marks = marksOf(adapter, images, frames.length, row)
  const problems: string[] = []
  if (labels.size > 0 && frames.every(({ label }) => label === null))
    problems.push('Its labels are of another phase than its images.')
  for (const [mark, phase] of Object.entries(marks))
    if (phase !== null && phase >= frames.length)
      problems.push(`${mark.toUpperCase()} is frame ${phase + 1}, and there are ${frames.length}.`)
  const { bytes } = await fileBytes(lead.file, 65_536)
  const regions = labelledBy(adapter.labels)
  const within = (phase: number | null): number | null =>
    phase !== null && phase >= 0 && phase < frames.length ? phase : null
  return {
    id: studyId(`user-${adapter.id}`, name, bytes),
    name,
    layout: 'user',
    folder: path.dirname(lead.file),
    files: files.map(({ file }) => file),
    patientId: name,
    patientName: name,
    sex: null,
    ageYears: null,
    studyDate: null,
    description: adapter.title,
    modality: '',
    scanner: null,
    fieldT: null,
    group: lead.group,
    series: 1,
    slices: header.shape[1],
    phases: frames.length,
    ed: within(marks.ed),
    es: within(marks.es),
    labelled: labels.size > 0 ? boundariesAround(regions) : [],
    task: taskOf(boundariesAround(regions)),
    problems,
    detail: {
      frames,
      header: lead.file,
      values: canonicalValues(adapter.labels),
      regions,
      author: adapter.title,
      ...(adapter.spacingMm ? { spacingMm: adapter.spacingMm } : {}),
    } satisfies NiftiFrames,
  }
}

/** One frame a file, or the frames of one file; labels by the same phase, or frame by frame of one file. */
async function framesOf(
  images: readonly MatchedFile[],
  labels: ReadonlyMap<string, string>,
): Promise<NiftiFrames['frames']> {
  if (images.length > 1)
    return images.map(({ file, phase }, i) => {
      const label = labels.get(phase)
      return {
        number: i + 1,
        image: { file, at: 0 },
        label: label === undefined ? null : { file: label, at: 0 },
      }
    })
  const { file, phase } = images[0]!
  const { shape } = await readVolumeHeader(file)
  const label = labels.get(phase) ?? [...labels.values()][0]
  const labelled = label === undefined ? 0 : (await readVolumeHeader(label)).shape[0]
  return Array.from({ length: shape[0] }, (_, at) => ({
    number: at + 1,
    image: { file, at },
    label: label !== undefined && at < labelled ? { file: label, at } : null,
  }))
}

function marksOf(
  { phases }: AdapterFile,
  images: readonly MatchedFile[],
  count: number,
  row: TableRow | null,
): TableRow {
  switch (phases.from) {
    case 'none':
      return { ed: null, es: null }
    case 'frames':
      return count === 1 ? { ed: null, es: null } : { ed: phases.ed - 1, es: phases.es - 1 }
    case 'table':
      return row ?? { ed: null, es: null }
    case 'name': {
      const at = (word: string): number | null => {
        const found = images.findIndex(({ phase }) => phase === word)
        return found < 0 ? null : found
      }
      return { ed: at(phases.ed), es: at(phases.es) }
    }
  }
}
