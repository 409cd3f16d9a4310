/** Where the mask of a prediction is kept as it was before post-processing: beside the prediction, in the same format. */
export const beforeFile = (mask: string): string => mask.replace(/\.nii\.gz$/, '.before.nii.gz')

/** Whether a file is such a mask. */
export const isBeforeFile = (name: string): boolean => name.endsWith('.before.nii.gz')
