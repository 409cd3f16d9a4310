import { z } from './schema'

/** Layouts of whole data sets, each with an adapter that brings labels. */
export const datasetLayoutIds = [
  'acdc',
  'sunnybrook',
  'rvsc',
  'lvsc',
  'mnms',
  'mnms2',
  'nnunet',
  'decathlon',
  'freesurfer',
] as const
/** Images as any scanner's, and what other programs draw on them. */
export const drawnLayoutIds = ['dicom-rtstruct', 'dicom-seg', 'cvi42', 'dicom-mask', 'nifti-mask'] as const

/** Layouts in which phantoms can be made. */
export const phantomLayoutIds = [
  ...datasetLayoutIds,
  ...drawnLayoutIds,
  // Sunnybrook as the challenge gave it, and as the Cardiac Atlas Project does.
  'sunnybrook-l1',
  'sunnybrook-l3',
  'image-mask',
] as const
export const PhantomLayoutId = z.enum(phantomLayoutIds)
export type PhantomLayoutId = z.infer<typeof PhantomLayoutId>
