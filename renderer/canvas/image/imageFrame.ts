import type { FrameHeader } from '#shared/domain/study'
import type { PixelAnswer } from '#shared/ipc/contract'

/** One slice at one phase: rows × columns stored values; value = stored × slope + intercept. */
export interface ImageFrame {
  readonly header: FrameHeader
  readonly stored: Uint16Array | Int16Array | Float32Array
}

/** The answer of `studies.frame` as a typed array; throws when bytes and header disagree. */
export function imageFrame({ header, bytes }: PixelAnswer<FrameHeader>): ImageFrame {
  const count = header.rows * header.columns
  const size = header.type === 'float32' ? 4 : 2
  if (bytes.byteLength !== count * size)
    throw new Error(`frame of ${count * size} bytes announced, ${bytes.byteLength} came`)
  const buffer = bytes.byteOffset % size === 0 ? bytes.buffer : bytes.slice().buffer
  const offset = bytes.byteOffset % size === 0 ? bytes.byteOffset : 0
  switch (header.type) {
    case 'uint16':
      return { header, stored: new Uint16Array(buffer, offset, count) }
    case 'int16':
      return { header, stored: new Int16Array(buffer, offset, count) }
    case 'float32':
      return { header, stored: new Float32Array(buffer, offset, count) }
  }
}

/** The value of the pixel at a point of the image, after rescale (X7); null outside the image. */
export function valueAt({ header, stored }: ImageFrame, at: { x: number; y: number }): number | null {
  const column = Math.round(at.x)
  const row = Math.round(at.y)
  if (column < 0 || row < 0 || column >= header.columns || row >= header.rows) return null
  return stored[row * header.columns + column]! * header.slope + header.intercept
}
