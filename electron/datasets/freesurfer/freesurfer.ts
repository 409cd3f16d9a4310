import path from 'node:path'
import type { CaseSource } from '#shared/domain/study'
import { fileBytes } from '#electron/formats/fileBytes'
import { readVolumeHeader } from '#electron/formats/volume/readVolume'
import { studyId } from '../studyId'
import { candidateSlices } from './sagittalSlices'
import { openSubject } from './openSubject'
import type { FolderLayout, FolderListing, ScanSink } from '../adapter'

const volume = /\.(mgz|mgh|nii|nii\.gz)$/i
/** Images and segmentations in the order in which they are taken. */
const images = [/_T1_nu\./i, /^nu\./i, /^T1\./i, /^norm\./i] as const
const labels = [/_aparc_aseg\./i, /^aseg\./i, /^aparc\+aseg\./i] as const

const firstOf = (files: readonly string[], names: readonly RegExp[]): string | null => {
  const volumes = files.filter((file) => volume.test(file))
  for (const name of names) {
    const found = volumes.find((file) => name.test(file))
    if (found) return found
  }
  return null
}

/**
 * Subjects of FreeSurfer (datasets.md B1.5): `<subject>/mri/{nu,T1,norm}` with `{aseg,aparc+aseg}`, and S3's
 * `C001/FreeSurfer/mri/C001_T1_nu.nii.gz`. The lateral ventricles, left and right, are one structure.
 */
export const freesurfer: FolderLayout = {
  id: 'freesurfer',
  title: 'FreeSurfer lateral ventricles',
  citation: 'Fischl B. "FreeSurfer." NeuroImage 62(2): 774-781, 2012, doi 10.1016/j.neuroimage.2012.01.021',
  licence: 'That of the images.',
  recognises: ({ folder, files }) => path.basename(folder) === 'mri' && firstOf(files, images) !== null,
  scan,
  open: openSubject,
}

async function scan({ folder, files }: FolderListing, sink: ScanSink): Promise<void> {
  const image = path.join(folder, firstOf(files, images)!)
  const label = firstOf(files, labels)
  sink.onFile(image)
  try {
    sink.onCase(await subject(folder, image, label ? path.join(folder, label) : null))
  } catch (error) {
    sink.refuse(image, error)
  }
}

async function subject(folder: string, image: string, label: string | null): Promise<CaseSource> {
  const header = await readVolumeHeader(image)
  const { bytes } = await fileBytes(image, 65_536)
  const name = subjectName(folder, path.basename(image))
  return {
    id: studyId('freesurfer', name, bytes),
    name,
    layout: 'freesurfer',
    folder,
    files: label ? [image, label] : [image],
    patientId: name,
    patientName: name,
    sex: null,
    ageYears: null,
    studyDate: null,
    description: 'FreeSurfer T1, sagittal slices of the lateral ventricles',
    modality: 'MR',
    scanner: null,
    fieldT: null,
    group: null,
    series: 1,
    slices: candidateSlices(header.shape[3]).length,
    phases: 1,
    ed: null,
    es: null,
    labelled: label ? ['lateral-ventricle'] : [],
    task: 'brain',
    problems: label ? [] : ['It has no aseg or aparc+aseg: its ventricles are not labelled.'],
    detail: { image, label },
  }
}

/** C001 of `C001_T1_nu.nii.gz`; else the folder that holds `mri`, or the one above a folder `FreeSurfer`. */
function subjectName(mri: string, image: string): string {
  const named = /^(.+)_T1_nu\./i.exec(image)?.[1]
  if (named) return named
  const above = path.dirname(mri)
  return path.basename(/^freesurfer$/i.test(path.basename(above)) ? path.dirname(above) : above)
}
