/** Tiles down and across, and the clip limit in multiples of an even histogram; 0 or less: no limit. */
export interface ClaheOptions {
  readonly clip: number
  readonly tiles: readonly [down: number, across: number]
  /** Grey levels: 256 for bytes, 65,536 for 16 bits. */
  readonly levels: 256 | 65_536
}

/**
 * Contrast-limited adaptive histogram equalisation of one plane of whole grey levels, 0 to levels - 1, rows after rows
 * (datasets P6, the arithmetic of OpenCV's CLAHE). One tile is one global, clipped equalisation without blending, as S2
 * has it. Values outside the levels are a broken assumption.
 *
 * Source  Zuiderveld, Graphics Gems IV, 1994, pp. 474-485
 */
export function clahe(
  plane: Uint8Array | Uint16Array,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  { clip, tiles: [down, across], levels }: ClaheOptions,
): Uint16Array<ArrayBuffer> {
  const [tileRows, tileColumns] = tileSize(rows, columns, down, across)
  const pixels = tileRows * tileColumns
  const limit = clip > 0 ? Math.max(1, Math.floor((clip * pixels) / levels)) : 0
  const tables: Uint16Array[] = []
  for (let i = 0; i < down; i++)
    for (let j = 0; j < across; j++) {
      const counts = new Int32Array(levels)
      for (let y = i * tileRows; y < (i + 1) * tileRows; y++)
        for (let x = j * tileColumns; x < (j + 1) * tileColumns; x++)
          counts[plane[mirrored(y, rows) * columns + mirrored(x, columns)]!]!++
      if (limit > 0) clipped(counts, limit)
      tables.push(equalising(counts, pixels))
    }

  const out = new Uint16Array(rows * columns)
  for (let y = 0; y < rows; y++) {
    const v = y / tileRows - 0.5
    const top = Math.max(0, Math.floor(v))
    const bottom = Math.min(down - 1, Math.floor(v) + 1)
    const below = v - Math.floor(v)
    for (let x = 0; x < columns; x++) {
      const u = x / tileColumns - 0.5
      const left = Math.max(0, Math.floor(u))
      const right = Math.min(across - 1, Math.floor(u) + 1)
      const beside = u - Math.floor(u)
      const value = plane[y * columns + x]!
      const at = (i: number, j: number): number => tables[i * across + j]![value]!
      const upper = at(top, left) * (1 - beside) + at(top, right) * beside
      const lower = at(bottom, left) * (1 - beside) + at(bottom, right) * beside
      out[y * columns + x] = Math.round(upper * (1 - below) + lower * below)
    }
  }
  return out
}

/** A side that the tiles do not divide grows at its end; one that is divided too grows by a tile's step then (as the library does). */
function tileSize(rows: number, columns: number, down: number, across: number): [number, number] {
  if (rows % down === 0 && columns % across === 0) return [rows / down, columns / across]
  return [(rows + down - (rows % down)) / down, (columns + across - (columns % across)) / across]
}

/** Beyond the end the image is mirrored without its edge. */
const mirrored = (at: number, count: number): number => (at < count ? at : Math.max(0, 2 * count - 2 - at))

/** What stands above the limit is spread evenly; the rest one by one at even steps. */
function clipped(counts: Int32Array, limit: number): void {
  const levels = counts.length
  let excess = 0
  for (let level = 0; level < levels; level++)
    if (counts[level]! > limit) {
      excess += counts[level]! - limit
      counts[level] = limit
    }
  const share = Math.floor(excess / levels)
  let rest = excess - share * levels
  for (let level = 0; level < levels; level++) counts[level]! += share
  if (rest === 0) return
  const step = Math.max(1, Math.floor(levels / rest))
  for (let level = 0; level < levels && rest > 0; level += step, rest--) counts[level]!++
}

function equalising(counts: Int32Array, pixels: number): Uint16Array {
  const table = new Uint16Array(counts.length)
  const scale = Math.fround((counts.length - 1) / pixels)
  let sum = 0
  counts.forEach((count, level) => {
    sum += count
    table[level] = Math.min(counts.length - 1, toEven(Math.fround(sum * scale)))
  })
  return table
}

/** Halves go to the even number, as the processor's own rounding does. */
function toEven(value: number): number {
  const low = Math.floor(value)
  const rest = value - low
  if (rest !== 0.5) return Math.round(value)
  return low % 2 === 0 ? low : low + 1
}
