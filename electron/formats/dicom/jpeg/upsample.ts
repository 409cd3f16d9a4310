import type { Plane } from './inverseDct'

/**
 * A plane at the picture's full size, `width` × `height`, row by row. A component with fewer samples is filled by straight
 * lines between the centres of its samples where it has half as many, else by repeating the nearest.
 */
export function upsampled(
  plane: Plane,
  own: { readonly width: number; readonly height: number },
  width: number,
  height: number,
  across: number,
  down: number,
): Uint16Array {
  const wide = across === 2 ? doubledAcross(plane, own, width) : spreadAcross(plane, own, width, across)
  const out = new Uint16Array(width * height)
  for (let y = 0; y < height; y++) {
    const near = Math.min(own.height - 1, Math.floor(y / down))
    const other = down === 2 ? Math.min(own.height - 1, Math.max(0, near + (y % 2 ? 1 : -1))) : near
    for (let x = 0; x < width; x++)
      out[y * width + x] = (3 * wide[near * width + x]! + wide[other * width + x]! + 2) / 4
  }
  return out
}

function spreadAcross(
  { samples, stride }: Plane,
  own: { readonly width: number; readonly height: number },
  width: number,
  across: number,
): Float32Array {
  const out = new Float32Array(width * own.height)
  for (let y = 0; y < own.height; y++)
    for (let x = 0; x < width; x++)
      out[y * width + x] = samples[y * stride + Math.min(own.width - 1, Math.floor(x / across))]!
  return out
}

function doubledAcross(
  { samples, stride }: Plane,
  own: { readonly width: number; readonly height: number },
  width: number,
): Float32Array {
  const out = new Float32Array(width * own.height)
  for (let y = 0; y < own.height; y++)
    for (let x = 0; x < width; x++) {
      const near = Math.min(own.width - 1, x >> 1)
      const other = Math.min(own.width - 1, Math.max(0, near + (x % 2 ? 1 : -1)))
      out[y * width + x] = (3 * samples[y * stride + near]! + samples[y * stride + other]!) / 4
    }
  return out
}
