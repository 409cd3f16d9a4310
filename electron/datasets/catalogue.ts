import type { LayoutId } from '#shared/domain/study'
import { acdc } from '#electron/datasets/acdc/acdc'
import { dicomSeries } from './dicomSeries'
import { decathlon, nnunet } from '#electron/datasets/nnunet/nnunet'
import { lvsc } from '#electron/datasets/lvsc/lvsc'
import { mnms, mnms2 } from '#electron/datasets/mnms/mnms'
import { niftiImages } from './niftiImages'
import { rvsc } from '#electron/datasets/rvsc/rvsc'
import { sunnybrook } from '#electron/datasets/sunnybrook/sunnybrook'
import type { DatasetAdapter, FileLayout, FolderLayout } from './adapter'

/** Layouts that are asked about each folder, the most particular first. */
export const folderLayouts: readonly FolderLayout[] = [
  acdc,
  sunnybrook,
  rvsc,
  lvsc,
  mnms,
  mnms2,
  nnunet,
  decathlon,
]

/** Layouts that are offered each file that no folder layout took, in this order. */
export const fileLayouts: readonly FileLayout[] = [niftiImages, dicomSeries]

export const layouts: Readonly<Record<LayoutId, DatasetAdapter>> = {
  acdc,
  sunnybrook,
  rvsc,
  lvsc,
  mnms,
  mnms2,
  nnunet,
  decathlon,
  dicom: dicomSeries,
  nifti: niftiImages,
}
