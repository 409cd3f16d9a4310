interface PlaneSize {
  readonly rows: number
  readonly columns: number
}

/** Thresholds on the gradient of an image that runs from 0 to 1. */
const [weak, strong] = [0.1, 0.2]

/**
 * 1 on the edges of an image from 0 to 1: smoothed by a Gaussian of `sigma` pixels, thinned along the gradient, and kept
 * where they hang together with a strong one.
 *
 * Source  Canny, IEEE PAMI 8(6), 1986, doi 10.1109/TPAMI.1986.4767851
 */
export function cannyEdges(image: Float32Array, size: PlaneSize, sigma: number): Uint8Array {
  const smooth = smoothed(image, size, sigma)
  const { rows, columns } = size
  const [down, across] = [new Float32Array(image.length), new Float32Array(image.length)]
  const magnitude = new Float32Array(image.length)
  const at = (y: number, x: number): number =>
    smooth[Math.min(rows - 1, Math.max(0, y)) * columns + Math.min(columns - 1, Math.max(0, x))]!
  for (let y = 0, i = 0; y < rows; y++)
    for (let x = 0; x < columns; x++, i++) {
      const [nw, n, ne] = [at(y - 1, x - 1), at(y - 1, x), at(y - 1, x + 1)]
      const [sw, s, se] = [at(y + 1, x - 1), at(y + 1, x), at(y + 1, x + 1)]
      down[i] = sw + 2 * s + se - nw - 2 * n - ne
      across[i] = ne + 2 * at(y, x + 1) + se - nw - 2 * at(y, x - 1) - sw
      magnitude[i] = Math.hypot(down[i]!, across[i]!)
    }
  return joined(thinned(magnitude, down, across, size), magnitude, columns)
}

/** Gaussian of 4 SD either way; nought beyond the edge, made up for so that the edge does not darken. */
function smoothed(image: Float32Array, { rows, columns }: PlaneSize, sigma: number): Float32Array {
  const reach = Math.ceil(4 * sigma)
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, k) =>
    Math.exp(-((k - reach) ** 2) / (2 * sigma * sigma)),
  )
  const along = (values: Float32Array, count: number, step: number, lines: number, lineStep: number) => {
    const out = new Float32Array(values.length)
    for (let line = 0; line < lines; line++)
      for (let i = 0; i < count; i++) {
        let [sum, weight] = [0, 0]
        for (let k = Math.max(0, i - reach); k <= Math.min(count - 1, i + reach); k++) {
          const share = kernel[k - i + reach]!
          sum += share * values[line * lineStep + k * step]!
          weight += share
        }
        out[line * lineStep + i * step] = sum / weight
      }
    return out
  }
  return along(along(image, columns, 1, rows, columns), rows, columns, columns, 1)
}

/** The magnitude where it is not less than a pixel further along the gradient, either way; elsewhere nought. */
function thinned(
  magnitude: Float32Array,
  down: Float32Array,
  across: Float32Array,
  { rows, columns }: PlaneSize,
): Float32Array {
  const out = new Float32Array(magnitude.length)
  for (let y = 1; y < rows - 1; y++)
    for (let x = 1; x < columns - 1; x++) {
      const i = y * columns + x
      const m = magnitude[i]!
      if (m < weak) continue
      const [dy, dx] = [down[i]!, across[i]!]
      const steep = Math.abs(dy) > Math.abs(dx)
      const share = steep ? Math.abs(dx / dy) : Math.abs(dy / dx)
      const slant = Math.sign(dy) * columns + Math.sign(dx)
      const straight = steep ? Math.sign(dy) * columns : Math.sign(dx)
      const beyond = (way: 1 | -1): number =>
        share * magnitude[i + way * slant]! + (1 - share) * magnitude[i + way * straight]!
      if (m >= beyond(1) && m >= beyond(-1)) out[i] = m
    }
  return out
}

/** All that is weakly there and touches, in eight directions, what is strongly there. */
function joined(thin: Float32Array, magnitude: Float32Array, columns: number): Uint8Array {
  const edges = new Uint8Array(magnitude.length)
  const open: number[] = []
  thin.forEach((value, i) => {
    if (value < strong) return
    edges[i] = 1
    open.push(i)
  })
  for (let i = open.pop(); i !== undefined; i = open.pop())
    for (const step of [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1])
      if (thin[i + step]! >= weak && !edges[i + step]) {
        edges[i + step] = 1
        open.push(i + step)
      }
  return edges
}
