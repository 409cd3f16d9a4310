import type { datasetLayoutIds } from '#shared/domain/phantom'
import type { LayoutId } from '#shared/domain/study'
import { acdc } from './acdc/acdc'
import { dicomSeries } from './dicomSeries'
import { freesurfer } from './freesurfer/freesurfer'
import { imageMask } from './imageMask/imageMask'
import { decathlon, nnunet } from './nnunet/nnunet'
import { lvsc } from './lvsc/lvsc'
import { mnms, mnms2 } from './mnms/mnms'
import { niftiImages } from './niftiImages'
import { rvsc } from './rvsc/rvsc'
import { sunnybrook } from './sunnybrook/sunnybrook'
import { userLayout } from './userAdapter/userLayout'
import type { DatasetAdapter, FileLayout, FolderLayout } from './adapter'

const ofFolders: Readonly<Record<(typeof datasetLayoutIds)[number], FolderLayout>> = {
  acdc,
  sunnybrook,
  rvsc,
  lvsc,
  mnms,
  mnms2,
  nnunet,
  decathlon,
  freesurfer,
}

/** Layouts that are asked about each folder, the most particular first. */
export const folderLayouts: readonly FolderLayout[] = Object.values(ofFolders)

/** Layouts that are offered each file that no folder layout took, in this order. */
export const fileLayouts: readonly FileLayout[] = [userLayout, niftiImages, dicomSeries, imageMask]

export const layouts: Readonly<Record<LayoutId, DatasetAdapter>> = {
  ...ofFolders,
  user: userLayout,
  'image-mask': imageMask,
  dicom: dicomSeries,
  nifti: niftiImages,
}
