import type { LayoutId } from '#shared/domain/study'
import { acdc } from './acdc'
import { dicomSeries } from './dicomSeries'
import { niftiImages } from './niftiImages'
import { sunnybrook } from './sunnybrook'
import type { DatasetAdapter, FileLayout, FolderLayout } from './adapter'

/** Layouts that are asked about each folder, the most particular first. */
export const folderLayouts: readonly FolderLayout[] = [acdc, sunnybrook]

/** Layouts that are offered each file that no folder layout took, in this order. */
export const fileLayouts: readonly FileLayout[] = [niftiImages, dicomSeries]

export const layouts: Readonly<Record<LayoutId, DatasetAdapter>> = {
  acdc,
  sunnybrook,
  dicom: dicomSeries,
  nifti: niftiImages,
}
