import { SeptumError } from '#shared/errors/SeptumError'
import { readWorkspace } from '#electron/formats/cvi42/readWorkspace'
import { readDrawnObject } from '#electron/formats/dicom/readDrawnObject'
import type { DrawingFile, Drawn, DrawnOn } from './drawn'
import { drawnMask } from './drawnMask'
import { drawnSegments } from './drawnSegments'
import { drawnStructures } from './drawnStructures'
import { drawnWorkspace } from './drawnWorkspace'

/** What a file draws on a case; `author` names the file. Errors: those of its format. */
export async function readDrawing({ kind, file }: DrawingFile, on: DrawnOn, author: string): Promise<Drawn> {
  if (kind === 'mask') return drawnMask(file, on, author)
  if (kind === 'cvi42') return drawnWorkspace(await readWorkspace(file), on, author)
  const object = await readDrawnObject(file)
  if (object.kind !== kind)
    throw new SeptumError('FILE_NOT_IMAGE', { file, reason: 'it is another object now' })
  if (object.kind === 'rtstruct') return drawnStructures(object.set, on, author)
  return drawnSegments(object, on, author)
}
