import type { WorkspaceContour } from '#electron/formats/cvi42/readWorkspace'
import type { Drawn, DrawnOn } from './drawn'
import { LeftOut } from './leftOut'
import { Outlines } from './outlines'
import type { Meaning } from './structureNames'

const meanings: Readonly<Record<string, Meaning>> = {
  saendocardialContour: 'lv-endo',
  saepicardialContour: 'lv-epi',
  sarvendocardialContour: 'rv-endo',
  sarvepicardialContour: 'rv-epi',
  lalaContour: 'left-atrium',
  laraContour: 'right-atrium',
}

/** Papillary muscles belong to the cavity, which the endocardial contour holds whole. */
const held = /^sapapilMuscContour\d*$/

/** The contours of the ventricles on the short axis, and of the atria on the long axes, of a cvi42 workspace on the images of a case; the names of all others are told. */
export function drawnWorkspace(contours: readonly WorkspaceContour[], on: DrawnOn, author: string): Drawn {
  const outlines = new Outlines()
  const others = new LeftOut(author, 'contour')
  for (const { image, name, points } of contours) {
    const place = on.placeOf(image, null)
    if (!place || points.length === 0 || held.test(name)) continue
    const meaning = meanings[name]
    if (meaning && points.length >= 3) outlines.add(meaning, place, [[...points]])
    else others.add(name, 1, place.slice)
  }
  const drawn = outlines.drawn(author, 'fine')
  return { ...drawn, problems: [...drawn.problems, ...others.problems()] }
}
