import path from 'node:path'
import type { ReferredImages } from '#electron/formats/dicom/imageReference'
import { looksLikeWorkspace, readWorkspace } from '#electron/formats/cvi42/readWorkspace'
import { fileBytes } from '#electron/formats/fileBytes'
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

const nobody = { patientId: '', series: new Set<string>(), framesOfReference: new Set<string>(), madeAt: '' }

/** A cvi42 workspace by its name and its first bytes; null: another file. Errors: see `readWorkspace`. */
export async function workspaceDrawing(file: string): Promise<Drawing | null> {
  if (!/\.(xml|cvi42wsx)$/i.test(file) || !looksLikeWorkspace((await fileBytes(file, 65_536)).bytes))
    return null
  const contours = await readWorkspace(file)
  const counts = new Map<string, number>()
  for (const { name } of contours) counts.set(name, (counts.get(name) ?? 0) + 1)
  const images = new Set(contours.map(({ image }) => image))
  return { kind: 'cvi42', file, refers: { ...nobody, images }, what: counted([...counts], 'contour') }
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
