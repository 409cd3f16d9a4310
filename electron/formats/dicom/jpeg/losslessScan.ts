import type { EntropyReader } from './EntropyReader'
import type { JpegFrame, JpegScan } from './jpegFrame'

/** Prediction from the samples to the left (a), above (b) and above left (c), by predictor 1 to 7 (T.81 table H.1). */
const predictors: readonly ((a: number, b: number, c: number) => number)[] = [
  (a) => a,
  (_, b) => b,
  (_, __, c) => c,
  (a, b, c) => a + b - c,
  (a, b, c) => a + ((b - c) >> 1),
  (a, b, c) => b + ((a - c) >> 1),
  (a, b) => (a + b) >> 1,
]

/**
 * Reads one scan of a lossless picture (ITU-T T.81 annex H) into `samples`, interleaved by pixel over all components of
 * the frame. Throws plain Errors where it is broken.
 */
export function readLosslessScan(
  reader: EntropyReader,
  frame: JpegFrame,
  scan: JpegScan,
  restartInterval: number,
  samples: Uint16Array,
): void {
  const { width, height, precision, components } = frame
  const predict = predictors[scan.from - 1]
  if (!predict) throw new Error(`a JPEG scan asks for predictor ${scan.from}`)
  if (restartInterval % width !== 0) throw new Error('JPEG restarts within a line are not decoded')
  const step = components.length
  const first = 2 ** (precision - scan.low - 1)
  const pixels = width * height
  let lineOfStart = 0
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (restartInterval > 0 && pixel > 0 && pixel % restartInterval === 0) {
      reader.restart()
      lineOfStart = pixel / width
    }
    const left = pixel % width > 0
    const above = pixel >= (lineOfStart + 1) * width
    for (const { component, dc } of scan.components) {
      if (!dc) throw new Error('the JPEG data use a Huffman table that they do not bring')
      const at = pixel * step + component
      const a = left ? samples[at - step]! : 0
      const b = above ? samples[at - width * step]! : 0
      const prediction =
        left && above ? predict(a, b, samples[at - (width + 1) * step]!) : left ? a : above ? b : first
      const size = reader.symbol(dc)
      if (size > 16) throw new Error('a difference of the JPEG data is too large')
      // 16 stands for the one difference that needs no further bits (H.1.2.2).
      samples[at] = prediction + (size === 16 ? 32_768 : reader.signed(size))
    }
  }
  reader.finish()
}
