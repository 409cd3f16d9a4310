import { squaredDistancesMm2 } from '../../metrics/distanceTransform'

export interface UnetMapOptions {
  /** Greatest addition, between two structures that touch. */
  readonly w0?: number
  /** How far it reaches, pixels. */
  readonly sigma?: number
}

/**
 * The U-Net's weight of each pixel: 1 + w0·exp(-(d1 + d2)²/(2σ²)), d1 and d2 its distances to the nearest and the second
 * nearest structure, pixels (Ronneberger et al., MICCAI 2015, eq. 2; w0 = 10, σ = 5). One structure alone: all ones.
 */
export function unetMap(
  labels: Uint8Array,
  rows: number,
  columns: number,
  { w0 = 10, sigma = 5 }: UnetMapOptions = {},
): Float32Array {
  const structures = [...new Set(labels)].filter((label) => label > 0)
  const map = new Float32Array(rows * columns).fill(1)
  if (structures.length < 2) return map
  const distances = structures.map((label) =>
    squaredDistancesMm2(
      labels.map((each) => (each === label ? 1 : 0)),
      [1, rows, columns],
      { x: 1, y: 1, z: 1 },
    ),
  )
  return map.map((one, i) => {
    const [nearest = 0, second = 0] = distances.map((squared) => Math.sqrt(squared[i]!)).sort((a, b) => a - b)
    return one + w0 * Math.exp(-((nearest + second) ** 2) / (2 * sigma ** 2))
  })
}
