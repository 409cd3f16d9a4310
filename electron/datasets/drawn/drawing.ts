import path from 'node:path'
import type { ReferredImages } from '#electron/formats/dicom/imageReference'
import { readDrawnObject, type DrawnObject } from '#electron/formats/dicom/readDrawnObject'
import type { DrawingFile } from './drawn'
import type { MaskGrid } from './gridFit'

/** A file that draws on images, on its way to them. */
export interface Drawing extends DrawingFile {
  /** What it says of its images; null: nothing, its grid tells. */
  readonly refers: ReferredImages | null
  /** The grid of a mask. */
  readonly grid?: MaskGrid
  /** The names that it draws, with counts, for messages. */
  readonly what: string
}

/** Reads what a structure set or a segmentation refers to. Errors: see `readDrawnObject`. */
export async function objectDrawing(file: string): Promise<Drawing> {
  const object = await readDrawnObject(file)
  return object.kind === 'rtstruct'
    ? { kind: 'rtstruct', file, refers: object.set, what: structuresOf(object) }
    : { kind: 'seg', file, refers: object.object, what: segmentsOf(object) }
}

const counted = (names: readonly (readonly [name: string, count: number])[], unit: string): string =>
  names.map(([name, count]) => `"${name}" (${count} ${count === 1 ? unit : `${unit}s`})`).join(', ')

const structuresOf = ({ set }: Extract<DrawnObject, { kind: 'rtstruct' }>): string =>
  counted(
    set.structures.map(({ name, contours }) => [name, contours.length]),
    'contour',
  )

const segmentsOf = ({ object }: Extract<DrawnObject, { kind: 'seg' }>): string =>
  counted(
    object.segments.map(({ number, label }) => [
      label || `segment ${number}`,
      object.frames.filter(({ segment }) => segment === number || segment === null).length,
    ]),
    'frame',
  )

/** The newest first; of one age in the order of their names. */
export const newestFirst = (a: Drawing, b: Drawing): number => {
  const [made, other] = [a.refers?.madeAt ?? '', b.refers?.madeAt ?? '']
  return other.localeCompare(made) || path.basename(a.file).localeCompare(path.basename(b.file))
}
