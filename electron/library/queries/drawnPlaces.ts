import type { Index } from '../openIndex'

/** Places of studies on which a file draws that a scan may find after the images. */
export const drawnPlaces = (index: Index): { readonly study: string; readonly folder: string }[] =>
  index.prepare(`select study, folder from places where instr(source, '"drawn":') > 0`).all() as {
    study: string
    folder: string
  }[]
