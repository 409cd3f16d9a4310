import type { LabelFix, PhaseName } from '#shared/domain/labelFix'
import { sameFix } from '#shared/domain/labelFix'
import type { CaseSource } from '#shared/domain/study'
import type { z } from '#shared/domain/schema'
import type { PictureHeader } from '#shared/ipc/datasets'
import { SeptumError } from '#shared/errors/SeptumError'
import type { CaseReader } from '#electron/datasets/adapter'
import { fixedReader } from '#electron/datasets/fixes/fixedReader'
import { shownGrey } from './shownGrey'

interface Picture {
  readonly header: z.infer<typeof PictureHeader>
  readonly bytes: Uint8Array
}

/** One slice of a case as a data set sees it, and as it would be with one more fix. `reader` is without fixes. */
export async function casePicture(
  reader: CaseReader,
  source: CaseSource,
  phase: PhaseName,
  slice: number,
  fix: LabelFix | null,
): Promise<Picture> {
  const { grid } = reader.opened
  const index = source[phase]
  if (index === null || slice >= grid.slices)
    throw new SeptumError('NOT_FOUND', {
      kind: `slice ${slice + 1} at ${phase.toUpperCase()} of`,
      id: source.name,
    })
  const plane = grid.rows * grid.columns
  const own = source.fixes ?? []
  const more = fix ? [...own.filter((one) => !sameFix(one, fix)), fix] : own
  const bytes = new Uint8Array(3 * plane)
  bytes.set(shownGrey((await reader.volume(index)).subarray(slice * plane, (slice + 1) * plane)))
  bytes.set(await labelsOf(fixedReader(reader, source), index, slice, plane), plane)
  bytes.set(await labelsOf(fixedReader(reader, { ...source, fixes: more }), index, slice, plane), 2 * plane)
  const { x, y } = grid.spacingMm
  return {
    header: { columns: grid.columns, rows: grid.rows, spacingMm: { x, y }, slices: grid.slices },
    bytes,
  }
}

/** None where the labels cannot be read: that is a finding, the picture is still worth seeing. */
async function labelsOf(
  reader: CaseReader,
  index: number,
  slice: number,
  plane: number,
): Promise<Uint8Array> {
  try {
    const labels = await reader.labels(index)
    return labels?.subarray(slice * plane, (slice + 1) * plane) ?? new Uint8Array(plane)
  } catch (error) {
    if (error instanceof SeptumError) return new Uint8Array(plane)
    throw error
  }
}
