/**
 * Where output pixel i looks in the source (networks.md A0.7): `legacy` i·n/m (mode T, TensorFlow 1), `half-pixel`
 * (i + ½)·n/m - ½, not below nought (mode H, PyTorch), `align-corners` i·(n - 1)/(m - 1) (mode A).
 */
export type ResizeMode = 'legacy' | 'half-pixel' | 'align-corners'

/** Source coordinate, in pixels, of output pixel `index` when `from` pixels become `to`. */
export function sourceCoordinate(index: number, from: number, to: number, mode: ResizeMode): number {
  switch (mode) {
    case 'legacy':
      return (index * from) / to
    case 'half-pixel':
      return Math.max(0, ((index + 0.5) * from) / to - 0.5)
    case 'align-corners':
      return to === 1 ? 0 : (index * (from - 1)) / (to - 1)
  }
}

/**
 * The linear interpolation from `from` pixels to `to` as a matrix [to, from], row by row; each row sums to 1.
 * Beyond the last pixel the last pixel counts. Nothing is smoothed when it shrinks.
 */
export function interpolationMatrix(from: number, to: number, mode: ResizeMode): Float32Array {
  const matrix = new Float32Array(to * from)
  for (let row = 0; row < to; row++) {
    const at = Math.min(from - 1, sourceCoordinate(row, from, to, mode))
    const left = Math.floor(at)
    const right = Math.min(from - 1, left + 1)
    const share = at - left
    matrix[row * from + left]! += 1 - share
    matrix[row * from + right]! += share
  }
  return matrix
}
