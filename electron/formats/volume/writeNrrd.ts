import { gzipSync } from 'node:zlib'
import type { Orientation } from '#shared/domain/grid'

/** A label volume to be written: [T, Z, Y, X], and the names of its values. */
export interface LabelVolume {
  readonly shape: readonly [t: number, z: number, y: number, x: number]
  readonly labels: Uint8Array
  readonly spacingMm: { readonly x: number; readonly y: number; readonly z: number }
  readonly orientation: Orientation
  readonly names: readonly (readonly [value: number, name: string])[]
}

/** An NRRD file of labels in LPS, packed, with the names of its segments as 3D Slicer writes them. */
export function labelNrrdBytes({ shape, labels, spacingMm, orientation, names }: LabelVolume): Uint8Array {
  const [t, z, y, x] = shape
  const vector = (v: readonly number[], length = 1): string =>
    `(${v.map((value) => value * length).join(',')})`
  const { row, column, normal, originMm } = orientation
  const directions = [vector(row, spacingMm.x), vector(column, spacingMm.y), vector(normal, spacingMm.z)]
  const lines = [
    'NRRD0004',
    'type: uchar',
    `dimension: ${t > 1 ? 4 : 3}`,
    'space: left-posterior-superior',
    `sizes: ${x} ${y} ${z}${t > 1 ? ` ${t}` : ''}`,
    `space directions: ${directions.join(' ')}${t > 1 ? ' none' : ''}`,
    `kinds: domain domain domain${t > 1 ? ' list' : ''}`,
    'encoding: gzip',
    `space origin: ${vector(originMm)}`,
    ...names.flatMap(([value, name], i) => [`Segment${i}_LabelValue:=${value}`, `Segment${i}_Name:=${name}`]),
  ]
  const head = new TextEncoder().encode(`${lines.join('\n')}\n\n`)
  return new Uint8Array(Buffer.concat([head, gzipSync(labels)]))
}
