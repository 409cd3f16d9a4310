import type { LayoutId } from '#shared/domain/study'
import { acdc } from './acdc'
import { dicomSeries } from './dicomSeries'
import { decathlon, nnunet } from './nnunet'
import { lvsc } from './lvsc'
import { mnms, mnms2 } from './mnms'
import { niftiImages } from './niftiImages'
import { rvsc } from './rvsc'
import { sunnybrook } from './sunnybrook'
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
