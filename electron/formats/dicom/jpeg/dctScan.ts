import type { EntropyReader } from './EntropyReader'
import { mcuGrid, type Coefficients } from './coefficients'
import { baselineBlock, progressiveBlock, type BlockCoder, type ScanState } from './dctBlock'
import type { JpegFrame, JpegScan } from './jpegFrame'

/** Reads one scan of a DCT picture into `coefficients` (ITU-T T.81 F.2, G.2). Throws plain Errors where it is broken. */
export function readDctScan(
  reader: EntropyReader,
  frame: JpegFrame,
  scan: JpegScan,
  restartInterval: number,
  coefficients: readonly Coefficients[],
): void {
  const progressive = frame.process === 'progressive'
  // What a sequential scan says of coefficients is ignored, as every decoder does: many files say 0 to 0.
  const { from, to } = scan
  const right = from === 0 ? to === 0 : from <= to && to <= 63 && scan.components.length === 1
  if (progressive && (!right || scan.low > 13))
    throw new Error('a JPEG scan asks for coefficients that cannot be')
  const code: BlockCoder = progressive ? progressiveBlock(scan) : baselineBlock
  const state: ScanState = { predictions: new Int32Array(4), bandsLeft: 0 }
  const alone = scan.components.length === 1 ? coefficients[scan.components[0]!.component]! : null
  const grid = mcuGrid(frame)
  const across = alone ? alone.ownAcross : grid.across
  const count = across * (alone ? alone.ownDown : grid.down)

  for (let mcu = 0; mcu < count; mcu++) {
    if (restartInterval > 0 && mcu > 0 && mcu % restartInterval === 0) {
      reader.restart()
      state.predictions.fill(0)
      state.bandsLeft = 0
    }
    const x = mcu % across
    const y = Math.floor(mcu / across)
    for (const { component, dc, ac } of scan.components) {
      const { values, blocksAcross } = coefficients[component]!
      const factors = frame.components[component]!
      const wide = alone ? 1 : factors.across
      const high = alone ? 1 : factors.down
      for (let v = 0; v < high; v++)
        for (let h = 0; h < wide; h++) {
          const at = 64 * ((y * high + v) * blocksAcross + x * wide + h)
          code(reader, { values, at, component, dc, ac }, state)
        }
    }
  }
  reader.finish()
}
