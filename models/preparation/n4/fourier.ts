/** Complex numbers, real and imaginary parts apart; a power of two of them. */
export interface Complex {
  readonly re: Float64Array
  readonly im: Float64Array
}

export const complex = (count: number): Complex => ({
  re: new Float64Array(count),
  im: new Float64Array(count),
})

/** The discrete Fourier transform in place (Cooley & Tukey 1965); `back` with the factor 1/n. */
export function fourier({ re, im }: Complex, back = false): void {
  const n = re.length
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      ;[re[i], re[j]] = [re[j]!, re[i]!]
      ;[im[i], im[j]] = [im[j]!, im[i]!]
    }
  }
  for (let length = 2; length <= n; length <<= 1) {
    const angle = ((back ? 2 : -2) * Math.PI) / length
    for (let k = 0; k < length / 2; k++) {
      const [cos, sin] = [Math.cos(angle * k), Math.sin(angle * k)]
      for (let i = k; i < n; i += length) {
        const j = i + length / 2
        const [x, y] = [re[j]! * cos - im[j]! * sin, re[j]! * sin + im[j]! * cos]
        re[j] = re[i]! - x
        im[j] = im[i]! - y
        re[i]! += x
        im[i]! += y
      }
    }
  }
  if (back)
    for (let i = 0; i < n; i++) {
      re[i]! /= n
      im[i]! /= n
    }
}
