/** Name of the mask of one phase (from 0) in the folder where a study's predictions by a model are kept. */
export const keptPrediction = (phase: number): string => `phase${String(phase + 1).padStart(3, '0')}.nii.gz`
