import { SeptumError } from '#shared/errors/SeptumError'
import { isJpegName, readPicture, type Picture } from '#electron/formats/readPicture'
import { ignoredIndex, maskValues, type MaskValues } from './maskValues'

/** A mask's values, indices that are to be ignored taken out of its counts. Errors: those of `readPicture`. */
export async function readMask(file: string): Promise<MaskValues & { readonly ignored: number }> {
  const picture = await readPicture(file)
  try {
    const mask = maskValues(picture, isJpegName(file))
    const ignored = mask.kind === 'palette' ? (mask.counts.get(ignoredIndex) ?? 0) : 0
    const counts = new Map([...mask.counts].filter(([value]) => ignored === 0 || value !== ignoredIndex))
    return { ...mask, counts, ignored }
  } catch (error) {
    if (error instanceof SeptumError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new SeptumError('FILE_MALFORMED', { file, reason }, { cause: error })
  }
}

/** An image as grey values: colours by brightness (ITU-R BT.601), alpha left out, indices through their palette. */
export function greyImage({ columns, rows, channels, data, palette }: Picture): Uint8Array | Uint16Array {
  const out = data instanceof Uint16Array ? new Uint16Array(columns * rows) : new Uint8Array(columns * rows)
  const luminance = (r: number, g: number, b: number): number => Math.round(0.299 * r + 0.587 * g + 0.114 * b)
  for (let i = 0; i < out.length; i++) {
    const at = i * channels
    if (palette) {
      const [r = 0, g = 0, b = 0] = palette[data[at]!] ?? []
      out[i] = luminance(r, g, b)
    } else out[i] = channels > 2 ? luminance(data[at]!, data[at + 1]!, data[at + 2]!) : data[at]!
  }
  return out
}
