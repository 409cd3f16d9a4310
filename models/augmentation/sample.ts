/** What is augmented as one: a slice (one plane) or a volume, whose planes all go the same way. */
export interface Sample {
  /** [planes, side, side] */
  readonly image: Float32Array
  /** Labels on the same grid. */
  readonly labels: Uint8Array
  readonly side: number
  readonly spacingMm: { readonly x: number; readonly y: number }
}

export const planesOf = ({ image, side }: Sample): number => image.length / (side * side)

/** The sample with each plane of its image made anew by `change`, which writes into its second argument. */
export function eachPlane(sample: Sample, change: (plane: Float32Array, out: Float32Array) => void): Sample {
  const pixels = sample.side ** 2
  const image = new Float32Array(sample.image.length)
  for (let from = 0; from < image.length; from += pixels)
    change(sample.image.subarray(from, from + pixels), image.subarray(from, from + pixels))
  return { ...sample, image }
}

export interface GreyStatistics {
  readonly mean: number
  readonly sd: number
  readonly least: number
  readonly most: number
}

export function greyStatistics(values: Float32Array): GreyStatistics {
  let [sum, squares, least, most] = [0, 0, Infinity, -Infinity]
  for (const value of values) {
    sum += value
    squares += value * value
    if (value < least) least = value
    if (value > most) most = value
  }
  const mean = sum / values.length
  return { mean, sd: Math.sqrt(Math.max(0, squares / values.length - mean * mean)), least, most }
}
