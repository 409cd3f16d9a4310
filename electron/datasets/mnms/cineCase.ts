import path from 'node:path'
import { cardiacRegions } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import type { NiftiImage } from '#electron/formats/nifti/niftiImage'
import { readNifti, readNiftiHeader } from '#electron/formats/nifti/readNifti'
import type { CineFiles, CineLayout } from './cineFiles'
import type { NiftiFrames } from '../niftiFrames'
import { studyId } from '../studyId'

/** What the table of a challenge says of a patient; frames count from 0 on the cine's axis. */
export interface CineFacts {
  readonly ed: number | null
  readonly es: number | null
  readonly group: string | null
  readonly scanner: string | null
  readonly fieldT: number | null
  readonly sex: string | null
  readonly ageYears: number | null
}

/** M&Ms and M&Ms-2 (datasets.md B1.6): 1 LV cavity, 2 myocardium, 3 RV cavity. */
const values: NiftiFrames['values'] = [
  [0, 0],
  [1, 3],
  [2, 2],
  [3, 1],
]

/**
 * A case of the cine where it is there, else of the ED and ES frames. Without a table, ED and ES are the labelled frames
 * with the larger and the smaller LV cavity.
 * Errors: CASE_INCOMPLETE for labels without images, and those of `readNifti`.
 */
export async function cineCase(
  layout: CineLayout,
  files: CineFiles,
  facts: CineFacts | null,
): Promise<CaseSource> {
  const { code, view } = files
  const name = view === 'SA' ? code : `${code} LA`
  const header = files.cine ?? files.ed ?? files.es
  if (!header)
    throw new SeptumError('CASE_INCOMPLETE', {
      case: name,
      reason: 'its labels are there, but not its images',
    })
  const { shape } = await readNiftiHeader(header)
  const { marks, labelled } = await marksOf(files, facts)
  const frames = files.cine ? cineFrames(files, shape[0], marks, labelled) : ownFrames(files, marks)
  const at = (mark: number | null): number | null => {
    const phase = files.cine ? mark : frames.findIndex(({ number }) => number - 1 === mark)
    return phase !== null && phase >= 0 && phase < frames.length ? phase : null
  }
  const [ed, es] = [at(marks.ed), at(marks.es)]
  const problems: string[] = []
  if (ed === null) problems.push(missing('ED', facts?.ed ?? null))
  if (es === null) problems.push(missing('ES', facts?.es ?? null))
  const { bytes } = await fileBytes(header, 65_536)
  const all = Object.values(files).filter(
    (file): file is string => typeof file === 'string' && path.isAbsolute(file),
  )
  return {
    id: studyId(layout, name, bytes),
    name,
    layout,
    folder: path.dirname(header),
    files: all,
    patientId: code,
    patientName: code,
    sex: facts?.sex ?? null,
    ageYears: facts?.ageYears ?? null,
    studyDate: null,
    description: view === 'SA' ? 'Short-axis cine' : 'Four-chamber cine',
    modality: 'MR',
    scanner: facts?.scanner ?? null,
    fieldT: facts?.fieldT ?? null,
    group: facts?.group ?? null,
    series: 1,
    slices: shape[1],
    phases: frames.length,
    ed,
    es,
    labelled: frames.some(({ label }) => label) ? ['lv-endo', 'lv-epi', 'rv-endo'] : [],
    problems,
    detail: {
      frames,
      header: files.ed ?? header,
      values,
      regions: [...cardiacRegions],
      author: 'Challenge expert',
    } satisfies NiftiFrames,
  }
}

const missing = (mark: 'ED' | 'ES', frame: number | null): string =>
  frame === null
    ? `Nothing says which frame is ${mark}.`
    : `The ${mark} frame of the table, number ${frame} from 0, is not there.`

interface Marks {
  readonly ed: number | null
  readonly es: number | null
}

/** ED and ES on the cine's axis, and which frames of its label map hold anything: an empty one is no label (Unlabeled folders). */
async function marksOf(
  files: CineFiles,
  facts: CineFacts | null,
): Promise<{ marks: Marks; labelled: ReadonlySet<number> }> {
  const cavities = files.cineLabel ? await labelledFrames(files.cineLabel) : []
  const labelled = new Set(cavities.map(({ frame }) => frame))
  if (facts && (facts.ed !== null || facts.es !== null)) return { marks: facts, labelled }
  if (!files.cine) return { marks: { ed: files.ed ? 0 : null, es: files.es ? 1 : null }, labelled }
  if (files.ed || files.es) {
    const cine = await readNifti(files.cine)
    const marks = { ed: await frameLike(cine, files.ed), es: await frameLike(cine, files.es) }
    return { marks, labelled }
  }
  const ranked = cavities.sort((a, b) => b.voxels - a.voxels)
  const es = ranked.length > 1 ? ranked.at(-1)!.frame : null
  return { marks: { ed: ranked[0]?.frame ?? null, es }, labelled }
}

/** Frames of a label map that hold anything, and the voxels of their LV cavity. */
async function labelledFrames(file: string): Promise<{ frame: number; voxels: number }[]> {
  const { data, shape } = await readNifti(file)
  const size = shape[1] * shape[2] * shape[3]
  const found: { frame: number; voxels: number }[] = []
  for (let frame = 0; frame < shape[0]; frame++) {
    let voxels = 0
    let any = false
    for (let i = frame * size; i < (frame + 1) * size; i++) {
      if (data[i] !== 0) any = true
      if (data[i] === 1) voxels++
    }
    if (any) found.push({ frame, voxels })
  }
  return found
}

/** The frame of a cine that a file of one frame was taken from; null where none has its voxels. */
async function frameLike({ data, shape }: NiftiImage, file: string | null): Promise<number | null> {
  if (!file) return null
  const single = (await readNifti(file)).data
  const size = shape[1] * shape[2] * shape[3]
  if (single.length !== size) return null
  const same = (frame: number): boolean => {
    for (let i = 0; i < size; i++) if (data[frame * size + i] !== single[i]) return false
    return true
  }
  const frame = Array.from({ length: shape[0] }, (_, at) => at).find(same)
  return frame ?? null
}

function cineFrames(
  files: CineFiles,
  count: number,
  marks: Marks,
  labelled: ReadonlySet<number>,
): NiftiFrames['frames'] {
  const own = (at: number): string | null =>
    at === marks.ed ? files.edLabel : at === marks.es ? files.esLabel : null
  return Array.from({ length: count }, (_, at) => {
    const single = own(at)
    const whole = files.cineLabel && labelled.has(at) ? { file: files.cineLabel, at } : null
    return {
      number: at + 1,
      image: { file: files.cine!, at },
      label: single ? { file: single, at: 0 } : whole,
    }
  })
}

const ownFrames = (files: CineFiles, marks: Marks): NiftiFrames['frames'] =>
  [
    { image: files.ed, label: files.edLabel, mark: marks.ed ?? 0 },
    { image: files.es, label: files.esLabel, mark: marks.es ?? 1 },
  ].flatMap(({ image, label, mark }) =>
    image
      ? [{ number: mark + 1, image: { file: image, at: 0 }, label: label ? { file: label, at: 0 } : null }]
      : [],
  )
