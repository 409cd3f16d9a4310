import { join } from 'node:path'
import { beforeFile } from '#shared/domain/beforeFile'
import { keptPrediction } from '#shared/domain/keptPrediction'
import type { CaseReader } from '#electron/datasets/adapter'
import { readNifti } from '#electron/formats/nifti/readNifti'
import type { Segmented } from '../segmenting/segmentedVolume'
import { writeMask } from '../writeMask'

/**
 * Keeps the masks of a prediction, after and before post-processing, so that both can be shown without running the network
 * again. `only` = one slice of `phase`, whose labels these are: the other slices stay as they were kept.
 */
export async function keepMasks(
  folder: string,
  reader: CaseReader,
  phase: number,
  only: number | null,
  { labels, before }: Segmented,
): Promise<void> {
  const file = join(folder, keptPrediction(phase))
  const { slices, rows, columns } = reader.opened.grid
  for (const [path, own] of [
    [file, labels],
    [beforeFile(file), before ?? labels],
  ] as const) {
    let whole = own
    if (only !== null) {
      whole = await keptLabels(path, slices * rows * columns)
      whole.set(own, only * rows * columns)
    }
    await writeMask(path, whole, reader, phase)
  }
}

/** Labels as they are kept; none where nothing is, or nothing that fits. */
async function keptLabels(file: string, voxels: number): Promise<Uint8Array> {
  const kept = await readNifti(file).catch(() => null) // what cannot be read is kept anew
  return kept?.data.length === voxels ? Uint8Array.from(kept.data) : new Uint8Array(voxels)
}
