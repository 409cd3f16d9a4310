import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import { writeAtomic } from '#electron/workspace/atomicFile'
import type { CaseReader } from '#electron/datasets/adapter'

/** Writes canonical labels [Z, Y, X] of one phase as .nii.gz on the source's own grid; header kept where it is NIfTI. */
export async function writeMask(
  file: string,
  labels: Uint8Array,
  reader: CaseReader,
  phase: number,
): Promise<void> {
  const { grid } = reader.opened
  const header = reader.niftiHeader(phase)
  const shape = [1, grid.slices, grid.rows, grid.columns] as const
  await writeAtomic(file, niftiGzBytes({ shape, data: labels }, header ? { like: header } : { grid }))
}
