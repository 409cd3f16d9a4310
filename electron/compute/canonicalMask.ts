import { regions } from '#shared/domain/structures'
import type { CaseReader } from '#electron/datasets/adapter'
import { labelMap, sameValues } from '#electron/datasets/labelMap'

/** Background and the regions of `shared/domain/structures`. */
const canonical = sameValues([0, ...Object.values(regions).map(({ label }) => label)])

/** The labels of a mask that Septum wrote on a case's grid. Throws as `labelMap` does. */
export function canonicalMask(file: string, { opened }: CaseReader): Promise<Uint8Array> {
  const { slices, rows, columns } = opened.grid
  const shape = [1, slices, rows, columns]
  return labelMap(file, { shape, image: opened.name, values: canonical, layout: 'Septum' })
}
