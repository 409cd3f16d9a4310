import { zigzag, type Coefficients } from './coefficients'

/** basis[u × 8 + x]: the cosine u at place x, scaled so that the transform keeps energy (T.81 A.3.3). */
const basis = Float64Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [i >> 3, i & 7]
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16)
})

/** Samples of one component, row by row, `stride` apart; filled up to whole blocks. */
export interface Plane {
  readonly samples: Uint16Array
  readonly stride: number
}

/** Turns dequantised coefficients into samples, rounded, shifted up by half the range and held within it. */
export function inverseDct(
  { values, blocksAcross, blocksDown }: Coefficients,
  quantisation: Uint16Array,
  precision: number,
): Plane {
  const stride = 8 * blocksAcross
  const samples = new Uint16Array(stride * 8 * blocksDown)
  const middle = 2 ** (precision - 1)
  const most = 2 ** precision - 1
  const steps = new Float64Array(64)
  zigzag.forEach((place, k) => (steps[place] = quantisation[k]!))
  const rows = new Float64Array(64)
  for (let block = 0; block < blocksAcross * blocksDown; block++) {
    const from = 64 * block
    const corner = 8 * (Math.floor(block / blocksAcross) * stride + (block % blocksAcross))
    // Across: each row of coefficients becomes a row of sums; rows of zeros stay zero.
    let lastRow = 0
    for (let v = 0; v < 8; v++) {
      rows.fill(0, 8 * v, 8 * v + 8)
      for (let u = 0; u < 8; u++) {
        const value = values[from + 8 * v + u]!
        if (value === 0) continue
        lastRow = v
        const scaled = value * steps[8 * v + u]!
        for (let x = 0; x < 8; x++) rows[8 * v + x]! += scaled * basis[8 * u + x]!
      }
    }
    for (let y = 0; y < 8; y++)
      for (let x = 0; x < 8; x++) {
        let sum = middle + 0.5
        for (let v = 0; v <= lastRow; v++) sum += rows[8 * v + x]! * basis[8 * v + y]!
        samples[corner + y * stride + x] = sum < 0 ? 0 : sum > most ? most : sum
      }
  }
  return { samples, stride }
}
