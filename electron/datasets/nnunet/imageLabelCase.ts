import path from 'node:path'
import { boundariesAround, regionIds, regions, type RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { fileBytes } from '#electron/formats/fileBytes'
import { readNifti, readNiftiHeader } from '#electron/formats/nifti/readNifti'
import type { DatasetJson } from './datasetJson'
import type { NiftiFrames } from '../niftiFrames'
import { studyId } from '../studyId'

/** One image of a data set and its label map, absolute paths. */
export interface LabelledImage {
  readonly name: string
  readonly image: string
  readonly label: string | null
}

/** Frames of one patient, in the order of their numbers; a patient of one image has the number 1. */
export interface PatientImages {
  readonly name: string
  readonly frames: readonly (LabelledImage & { readonly number: number })[]
}

/** Images named `patient007_frame04` are frames of one patient (ACDC as nnU-Net has it); any other is a patient of its own. */
export function byPatient(images: readonly LabelledImage[]): PatientImages[] {
  const found = new Map<string, (LabelledImage & { number: number })[]>()
  for (const image of images) {
    const match = /^(.+)_frame(\d{1,4})$/i.exec(image.name)
    const name = match?.[1] ?? image.name
    const number = Math.max(1, Number(match?.[2] ?? 1))
    found.set(name, [...(found.get(name) ?? []), { ...image, number }])
  }
  return [...found].map(([name, frames]) => ({ name, frames: frames.sort((a, b) => a.number - b.number) }))
}

/**
 * A case of images with label maps. With two labelled frames the one with the larger LV cavity is ED and the other ES; a
 * single image has no heart beat. Errors: those of `readNifti`.
 */
export async function imageLabelCase(
  layout: 'nnunet' | 'decathlon',
  { name, frames }: PatientImages,
  dataset: DatasetJson,
): Promise<CaseSource> {
  const lead = frames[0]!
  const header = await readNiftiHeader(lead.image)
  const { bytes } = await fileBytes(lead.image, 65_536)
  const labelled = frames.filter(({ label }) => label !== null)
  const problems = dataset.unknown.map(
    (label) => `The label "${label}" is none that Septum measures; it is left out.`,
  )
  if (dataset.channels > 1)
    problems.push(`Of ${dataset.channels} channels the first, ${dataset.modality}, is used.`)
  return {
    id: studyId(layout, name, bytes),
    name,
    layout,
    folder: path.dirname(lead.image),
    files: frames.flatMap(({ image, label }) => (label ? [image, label] : [image])),
    patientId: name,
    patientName: name,
    sex: null,
    ageYears: null,
    studyDate: null,
    description: [dataset.name, dataset.modality].filter(Boolean).join(' · '),
    modality: /mri?/i.test(dataset.modality) ? 'MR' : /^ct$/i.test(dataset.modality) ? 'CT' : '',
    scanner: null,
    fieldT: null,
    group: null,
    series: 1,
    slices: header.shape[1],
    phases: frames.length,
    ...(await marks(frames, dataset)),
    labelled: labelled.length ? boundariesAround(regionsOf(dataset)) : [],
    problems,
    detail: {
      frames: frames.map(({ number, image, label }) => ({
        number,
        image: { file: image, at: 0 },
        label: label ? { file: label, at: 0 } : null,
      })),
      header: lead.image,
      values: dataset.values,
      regions: regionsOf(dataset),
      author: 'Data set',
    } satisfies NiftiFrames,
  }
}

const labelsOf = ({ values }: DatasetJson): Set<number> => new Set(values.map(([, label]) => label))

const regionsOf = (dataset: DatasetJson): RegionId[] =>
  regionIds.filter((id) => labelsOf(dataset).has(regions[id].label))

async function marks(
  frames: PatientImages['frames'],
  { values }: DatasetJson,
): Promise<{ ed: number | null; es: number | null }> {
  if (frames.length === 1) return { ed: null, es: null }
  const cavity = values.find(([, label]) => label === regions['lv-cavity'].label)?.[0]
  const sizes: { phase: number; voxels: number }[] = []
  for (const [phase, { label }] of frames.entries()) {
    if (!label || cavity === undefined) continue
    let voxels = 0
    for (const value of (await readNifti(label)).data) if (value === cavity) voxels++
    sizes.push({ phase, voxels })
  }
  if (sizes.length < 2) return { ed: null, es: null }
  sizes.sort((a, b) => b.voxels - a.voxels)
  return { ed: sizes[0]!.phase, es: sizes.at(-1)!.phase }
}
