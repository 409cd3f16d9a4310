import { squaredDistancesMm2 } from '../../metrics/distanceTransform'

const pixel = { x: 1, y: 1, z: 1 }

/**
 * Signed distance of each pixel to the border of a region, pixels: to the nearest pixel outside, less one half, negative,
 * where it is inside; to the nearest inside, less one half, where it is not. Nought everywhere for a region that is
 * nowhere or everywhere.
 */
export function signedDistance(region: Uint8Array, rows: number, columns: number): Float32Array {
  const size = region.reduce((sum, inside) => sum + (inside ? 1 : 0), 0)
  const out = new Float32Array(region.length)
  if (size === 0 || size === region.length) return out
  const toInside = squaredDistancesMm2(region, [1, rows, columns], pixel)
  const outside = region.map((inside) => (inside ? 0 : 1))
  const toOutside = squaredDistancesMm2(outside, [1, rows, columns], pixel)
  return out.map((_, i) => (region[i] ? 0.5 - Math.sqrt(toOutside[i]!) : Math.sqrt(toInside[i]!) - 0.5))
}
