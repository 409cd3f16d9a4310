import path from 'node:path'
import { SeptumError } from '#shared/errors/SeptumError'
import { below } from '../below'
import { readDatasetJson } from './datasetJson'
import { byPatient, imageLabelCase, type LabelledImage } from './imageLabelCase'
import { openNiftiFrames } from '../niftiFramesReader'
import type { FolderLayout, FolderListing, ScanSink } from '../adapter'

const hasBoth = ({ files, folders }: FolderListing): boolean =>
  files.includes('dataset.json') && folders.includes('imagesTr')

const isTask = ({ folder }: FolderListing): boolean => /^Task\d{2}_/.test(path.basename(folder))

/** nnU-Net raw, both versions: `imagesTr/CASE_0000.nii.gz`, `labelsTr/CASE.nii.gz`, label names in dataset.json. */
export const nnunet: FolderLayout = {
  id: 'nnunet',
  title: 'nnU-Net raw',
  citation:
    'Isensee F, et al. "nnU-Net: a self-configuring method for deep learning-based biomedical image segmentation." Nature Methods 18: 203-211, 2021, doi 10.1038/s41592-020-01008-z; and the source of the images.',
  licence: 'That of the images.',
  recognises: (listing) => hasBoth(listing) && !isTask(listing),
  scan: (listing, sink) => scan('nnunet', listing, sink),
  open: (source) => openNiftiFrames(source, 'nnU-Net'),
}

/** Medical Segmentation Decathlon: `TaskNN_Name`, images and labels of one name; several channels lie in the fourth axis. */
export const decathlon: FolderLayout = {
  id: 'decathlon',
  title: 'Medical Segmentation Decathlon',
  citation:
    'Antonelli M, et al. "The Medical Segmentation Decathlon." Nature Communications 13: 4128, 2022, doi 10.1038/s41467-022-30695-9',
  licence: 'CC BY-SA 4.0; dataset.json of the task has the last word.',
  recognises: (listing) => hasBoth(listing) && isTask(listing),
  scan: (listing, sink) => scan('decathlon', listing, sink),
  open: (source) => openNiftiFrames(source, 'Decathlon'),
}

const nifti = /\.nii(\.gz)?$/i

async function scan(id: 'nnunet' | 'decathlon', listing: FolderListing, sink: ScanSink): Promise<void> {
  const file = path.join(listing.folder, 'dataset.json')
  try {
    const dataset = await readDatasetJson(file)
    const { images, labels } = await files(listing, sink)
    if (images.size === 0)
      throw new SeptumError('CASE_INCOMPLETE', {
        case: path.basename(listing.folder),
        reason: `it has no NIfTI images (its file ending is ${dataset.fileEnding})`,
      })
    const pairs = [...images].map(([name, image]): LabelledImage => ({
      name,
      image,
      label: labels.get(name) ?? null,
    }))
    for (const group of byPatient(pairs)) {
      try {
        sink.onCase(await imageLabelCase(id, group, dataset))
      } catch (error) {
        sink.refuse(group.frames[0]!.image, error)
      }
    }
    for (const [name, label] of labels)
      if (!images.has(name))
        sink.refuse(
          label,
          new SeptumError('CASE_INCOMPLETE', { case: name, reason: 'its label is there, but not its image' }),
        )
  } catch (error) {
    sink.refuse(file, error)
  }
}

/** Images (the first channel of each) and labels by case. Files that begin with `._` are another system's notes. */
async function files(
  listing: FolderListing,
  sink: ScanSink,
): Promise<{ images: Map<string, string>; labels: Map<string, string> }> {
  const images = new Map<string, string>()
  const labels = new Map<string, string>()
  for await (const file of below(listing, sink)) {
    const name = path.basename(file)
    if (name.startsWith('._') || !nifti.test(name)) continue
    const folder = path.basename(path.dirname(file))
    const stem = name.replace(nifti, '')
    if (/^labels(Tr|Ts)$/i.test(folder)) labels.set(stem, file)
    else if (/^images(Tr|Ts|Val)$/i.test(folder)) images.set(stem, file)
  }
  // A number after the name is nnU-Net's channel, unless a label has the whole name (the Decathlon's images).
  for (const [stem, file] of images) {
    const channel = /^(.+)_(\d{4})$/.exec(stem)
    if (!channel || labels.has(stem)) continue
    images.delete(stem)
    if (channel[2] === '0000') images.set(channel[1]!, file)
  }
  return { images, labels }
}
