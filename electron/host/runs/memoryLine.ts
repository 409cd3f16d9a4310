import type { Experiment } from '#shared/domain/experiment'
import type { MemoryNeed } from '#shared/domain/memoryNeed'
import { preparedSide } from '#shared/domain/preparation'
import type { PreflightLine } from '#shared/ipc/training'

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`

/**
 * Does the run fit into memory, and which batch would (R-TR-1)? `need` as compiled; null: it is not known, and a rule of
 * thumb for U-Nets stands in for it. `slices` are all that is kept in memory. Bytes.
 */
export function memoryLine(
  experiment: Experiment,
  slices: number,
  freeBytes: number,
  need: MemoryNeed | null,
): PreflightLine {
  const batch = need?.batch ?? experiment.training.batch
  const images = slices * preparedSide(experiment.preparation) ** 2 * 5 // a float and a label for each pixel
  const { fixedBytes, perImageBytes } = need ?? roughNeed(experiment)
  const needed = (size: number) => fixedBytes + images + perImageBytes * size
  const about = need ? 'About' : 'Roughly'
  if (needed(batch) <= freeBytes)
    return {
      level: 'ok',
      topic: 'Memory',
      text: `${about} ${gigabytes(needed(batch))} of ${gigabytes(freeBytes)} that are free`,
      remedy: null,
    }
  const text = `${about} ${gigabytes(needed(batch))} are needed, ${gigabytes(freeBytes)} are free`
  const fits = [...Array(batch).keys()].reverse().find((size) => size > 0 && needed(size) <= freeBytes)
  return fits
    ? { level: 'warn', topic: 'Memory', text, remedy: `Batch ${batch} → ${fits} fits.` }
    : { level: 'stop', topic: 'Memory', text, remedy: 'Lower the image size or the number of filters.' }
}

/**
 * Activations of one U-Net image, or of what a network for volumes sees at a time, forward and backward: about 20 maps of
 * each depth's width, 4 bytes a number.
 */
function roughNeed({ preparation, network }: Experiment): MemoryNeed {
  const side = preparedSide(preparation)
  const { depth = 5, baseFilters = 16, slices = 1, patch } = network
  const seen = Math.min(patch ?? side, side)
  let perImageBytes = 0
  for (let level = 0; level <= depth; level++)
    perImageBytes += (seen / 2 ** level) ** 2 * slices * baseFilters * 2 ** level * 20 * 4
  return { fixedBytes: 5e8, perImageBytes }
}
