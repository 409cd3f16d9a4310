import { existsSync } from 'node:fs'
import { physicalCores } from '#electron/onnx/physicalCores'

/** More are of no use: a thread augments several slices in the time of one step. */
const most = 4

/**
 * How many threads augment beside the training, and the program that they run; none where it was not built, as in tests
 * that run the sources.
 */
export function augmentingThreads(): { count: number; program: URL } {
  const program = new URL('./workerAugment.js', import.meta.url)
  return { count: existsSync(program) ? Math.max(1, Math.min(most, physicalCores() - 1)) : 0, program }
}
