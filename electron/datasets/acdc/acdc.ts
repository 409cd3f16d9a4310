import path from 'node:path'
import { SeptumError } from '#shared/errors/SeptumError'
import type { CaseSource } from '#shared/domain/study'
import { cardiacRegions } from '#shared/domain/structures'
import { fileBytes } from '#electron/formats/fileBytes'
import { readNiftiHeader } from '#electron/formats/nifti/readNifti'
import { acdcFiles, isAcdcPatient, type AcdcFiles } from './acdcFiles'
import { infoCfg, type AcdcInfo } from './infoCfg'
import type { NiftiFrames } from '../niftiFrames'
import { openNiftiFrames } from '../niftiFramesReader'
import { studyId } from '../studyId'
import type { FolderLayout, FolderListing, ScanSink } from '../adapter'

/**
 * ACDC (MICCAI 2017): one folder a patient with Info.cfg, the ED and ES frames, their label maps, and often the 4-D cine.
 * A case with the cine has all its phases; without it the grid has two, ED and ES. Label values are the canonical ones.
 */
export const acdc: FolderLayout = {
  id: 'acdc',
  title: 'ACDC',
  citation:
    'O. Bernard, A. Lalande, C. Zotti, F. Cervenansky, et al. "Deep Learning Techniques for Automatic MRI Cardiac Multi-structures Segmentation and Diagnosis: Is the Problem Solved?" IEEE Transactions on Medical Imaging 37(11): 2514-2525, 2018, doi 10.1109/TMI.2018.2837502',
  licence: 'Research only, non-commercial, share alike (by registration); the citation is mandatory.',
  orientationTurned: true,
  recognises: (listing) => isAcdcPatient(listing.files),

  async scan(listing, sink) {
    try {
      sink.onCase(await patient(listing, sink))
    } catch (error) {
      sink.refuse(listing.folder, error)
    }
  },

  open: (source) => openNiftiFrames(source, 'ACDC'),
}

async function patient(listing: FolderListing, sink: ScanSink): Promise<CaseSource> {
  const name = path.basename(listing.folder)
  const files = acdcFiles(listing.folder, listing.files)
  const all = [files.info, files.cine, ...files.frames.flatMap((f) => [f.image, f.label])].filter(
    (file) => file !== null,
  )
  for (const file of all) sink.onFile(file)
  const problems: string[] = []
  const info = infoCfg(files.info ? new TextDecoder().decode((await fileBytes(files.info)).bytes) : '')
  if (!files.info) problems.push('Info.cfg is missing: the first frame is taken as ED, the last as ES.')

  const readable: AcdcFiles['frames'][number][] = []
  for (const frame of files.frames) {
    try {
      await readNiftiHeader(frame.image)
      readable.push(frame)
    } catch (error) {
      sink.refuse(frame.image, error)
    }
  }
  let { cine } = files
  const cineHeader = cine
    ? await readNiftiHeader(cine).catch((error: unknown) => {
        sink.refuse(cine!, error)
        cine = null
        return null
      })
    : null
  const first = readable[0]
  const lead = first?.image ?? cine
  if (!lead)
    throw new SeptumError('CASE_INCOMPLETE', { case: name, reason: 'none of its images can be read' })
  const header = await readNiftiHeader(lead)
  const { ed, es } = marks(
    info,
    readable.map((f) => f.frame),
    name,
    problems,
  )
  const phases = cineHeader ? cineHeader.shape[0] : readable.length
  const phaseOf = (frame: number | null): number | null => {
    if (frame === null) return null
    const phase = cine ? frame - 1 : readable.findIndex((f) => f.frame === frame)
    return phase >= 0 && phase < phases ? phase : null
  }
  if (ed !== null && phaseOf(ed) === null) problems.push(`The ED frame ${ed} of Info.cfg is not there.`)
  if (es !== null && phaseOf(es) === null) problems.push(`The ES frame ${es} of Info.cfg is not there.`)
  const labelled = readable.some((f) => f.label)
  const { bytes } = await fileBytes(lead, 65_536)
  return {
    id: studyId('acdc', name, bytes),
    name,
    layout: 'acdc',
    folder: listing.folder,
    files: all,
    patientId: name,
    patientName: name,
    sex: null,
    ageYears: null,
    studyDate: null,
    description: 'Short-axis cine',
    modality: 'MR',
    scanner: null,
    fieldT: null,
    group: info.group,
    series: 1,
    slices: header.shape[1],
    phases,
    ed: phaseOf(ed),
    es: phaseOf(es),
    labelled: labelled ? ['lv-endo', 'lv-epi', 'rv-endo'] : [],
    problems,
    detail: {
      frames: cine ? cineFrames(cine, phases, readable) : ownFrames(readable),
      // A cine's header is less to be trusted than its frames' (datasets.md B1.1, pitfall 2).
      header: lead,
      values: [0, 1, 2, 3].map((label) => [label, label]),
      regions: [...cardiacRegions],
      author: 'ACDC expert',
    } satisfies NiftiFrames,
  }
}

type Frames = NiftiFrames['frames']

const volume = (file: string | null, at = 0): Frames[number]['label'] => (file === null ? null : { file, at })

const ownFrames = (frames: AcdcFiles['frames']): Frames =>
  frames.map(({ frame, image, label }) => ({
    number: frame,
    image: { file: image, at: 0 },
    label: volume(label),
  }))

const cineFrames = (cine: string, phases: number, labelled: AcdcFiles['frames']): Frames =>
  Array.from({ length: phases }, (_, at) => ({
    number: at + 1,
    image: { file: cine, at },
    label: volume(labelled.find(({ frame }) => frame === at + 1)?.label ?? null),
  }))

/** ED and ES frames, from 1: from Info.cfg, else the first and last of the frames that lie there. */
function marks(
  info: AcdcInfo,
  frames: readonly number[],
  name: string,
  problems: string[],
): { ed: number | null; es: number | null } {
  const others = (taken: number | null): number | undefined => frames.find((frame) => frame !== taken)
  if (info.ed === null && info.es === null && frames.length === 2) return { ed: frames[0]!, es: frames[1]! }
  const ed = info.ed ?? (frames.length === 2 ? (others(info.es) ?? null) : null)
  const es = info.es ?? (frames.length === 2 ? (others(info.ed) ?? null) : null)
  if (ed === null || es === null) problems.push(`${name} does not say which frames are ED and ES.`)
  return { ed, es }
}
