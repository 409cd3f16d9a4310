import { regions } from '#shared/domain/structures'
import { SeptumError } from '#shared/errors/SeptumError'
import { components } from '#shared/geometry/components'
import { readPng } from '#electron/formats/readPng'

/** The least cavity that counts, pixels (datasets.md B1.4). */
const leastCavity = 25

export interface LvscLabels {
  /** Canonical labels of the slice, row after row; nothing where the ring is open. */
  readonly labels: Uint8Array
  /** One ring, one outside, one cavity of 25 pixels or more. */
  readonly closed: boolean
}

/**
 * The labels of one LV-2011 mask: what is not black is myocardium, and what it encloses the cavity. Components are taken
 * with corners, as the rule of S0 does. Errors: those of `readPng`, GEOMETRY_MISMATCH for another size than the image's.
 */
export async function lvscLabels(file: string, columns: number, rows: number): Promise<LvscLabels> {
  const picture = await readPng(file)
  if (picture.columns !== columns || picture.rows !== rows)
    throw new SeptumError('GEOMETRY_MISMATCH', {
      file,
      found: `${picture.columns} × ${picture.rows}`,
      image: 'its image',
      expected: `${columns} × ${rows}`,
    })
  const ring = new Uint8Array(columns * rows)
  const colours = picture.channels > 2 ? 3 : 1
  for (let i = 0; i < ring.length; i++)
    for (let c = 0; c < colours; c++) if (picture.data[i * picture.channels + c]! > 0) ring[i] = 1
  return ringLabels(ring, columns, rows)
}

/** The same from a mask of the ring. */
export function ringLabels(ring: Uint8Array, columns: number, rows: number): LvscLabels {
  const labels = new Uint8Array(ring.length)
  const shape = [1, rows, columns] as const
  const walls = components(ring, shape, 26)
  const spaces = components(
    ring.map((inside) => (inside ? 0 : 1)),
    shape,
    26,
  )
  const outside = spaces.numbers[0] ?? 0
  const cavity = outside === 1 ? 2 : 1
  if (walls.sizes.length !== 2 || spaces.sizes.length !== 3 || (spaces.sizes[cavity] ?? 0) < leastCavity)
    return { labels, closed: false }
  for (let i = 0; i < ring.length; i++) {
    if (ring[i]) labels[i] = regions['lv-myocardium'].label
    else if (spaces.numbers[i] === cavity) labels[i] = regions['lv-cavity'].label
  }
  return { labels, closed: true }
}
