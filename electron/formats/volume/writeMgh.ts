import { gzipSync } from 'node:zlib'
import type { Grid } from '#shared/domain/grid'

/** MGH type codes (FreeSurfer's mri.h) of what is written. */
const codes = { uint8: 0, int32: 1 } as const

/**
 * A volume as .mgz: big-endian, x fastest, with its directions in RAS as FreeSurfer wants them. `data` are whole
 * numbers in file order [z, y, x].
 */
export function mgzBytes(
  shape: readonly [slices: number, rows: number, columns: number],
  data: Uint8Array | Int32Array,
  { spacingMm, orientation }: Pick<Grid, 'spacingMm' | 'orientation'>,
): Uint8Array {
  const [slices, rows, columns] = shape
  const wide = data instanceof Int32Array
  const bytes = new Uint8Array(284 + data.length * (wide ? 4 : 1))
  const view = new DataView(bytes.buffer)
  const head = [1, columns, rows, slices, 1, wide ? codes.int32 : codes.uint8, 0]
  head.forEach((value, i) => view.setInt32(4 * i, value))
  view.setInt16(28, orientation ? 1 : 0)
  const { x, y, z } = spacingMm
  ;[x, y, z].forEach((size, i) => view.setFloat32(30 + 4 * i, size))
  if (orientation) {
    const { row, column, normal, originMm } = orientation
    const ras = (v: readonly number[]): number[] => [0 - v[0]!, 0 - v[1]!, v[2]!]
    const half = [(columns / 2) * x, (rows / 2) * y, (slices / 2) * z]
    const centre = originMm.map(
      (at, axis) => at + half[0]! * row[axis]! + half[1]! * column[axis]! + half[2]! * normal[axis]!,
    )
    const all = [...ras(row), ...ras(column), ...ras(normal), ...ras(centre)]
    all.forEach((value, i) => view.setFloat32(42 + 4 * i, value))
  }
  if (wide) data.forEach((value, i) => view.setInt32(284 + 4 * i, value))
  else bytes.set(data, 284)
  return gzipSync(bytes, { level: 1 })
}
