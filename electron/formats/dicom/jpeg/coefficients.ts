import type { JpegFrame } from './jpegFrame'

/** DCT coefficients of one component: blocks of 64 in natural (row by row) order. */
export interface Coefficients {
  readonly values: Int16Array
  /** Blocks in a row and rows of blocks, filled up to whole MCUs. */
  readonly blocksAcross: number
  readonly blocksDown: number
  /** Those that hold some of the picture: a scan of this component alone codes only them (T.81 A.2.3). */
  readonly ownAcross: number
  readonly ownDown: number
}

/** The place of each zigzag index in a block (T.81 figure A.6). */
export const zigzag = zigzagOrder()

function zigzagOrder(): Uint8Array {
  const order = new Uint8Array(64)
  let [x, y] = [0, 0]
  for (let i = 0; i < 64; i++) {
    order[i] = y * 8 + x
    const up = (x + y) % 2 === 0
    if (up && x === 7) y++
    else if (up && y === 0) x++
    else if (!up && y === 7) x++
    else if (!up && x === 0) y++
    else {
      x += up ? 1 : -1
      y += up ? -1 : 1
    }
  }
  return order
}

export interface McuGrid {
  readonly across: number
  readonly down: number
  /** The largest sampling factors. */
  readonly maxAcross: number
  readonly maxDown: number
}

export function mcuGrid({ width, height, components }: JpegFrame): McuGrid {
  const maxAcross = Math.max(...components.map(({ across }) => across))
  const maxDown = Math.max(...components.map(({ down }) => down))
  return {
    across: Math.ceil(width / (8 * maxAcross)),
    down: Math.ceil(height / (8 * maxDown)),
    maxAcross,
    maxDown,
  }
}

/** Room for all coefficients of a frame, zero. */
export function emptyCoefficients(frame: JpegFrame): Coefficients[] {
  const grid = mcuGrid(frame)
  return frame.components.map(({ across, down }) => {
    const blocksAcross = grid.across * across
    const blocksDown = grid.down * down
    return {
      values: new Int16Array(64 * blocksAcross * blocksDown),
      blocksAcross,
      blocksDown,
      ownAcross: Math.ceil(Math.ceil((frame.width * across) / grid.maxAcross) / 8),
      ownDown: Math.ceil(Math.ceil((frame.height * down) / grid.maxDown) / 8),
    }
  })
}
