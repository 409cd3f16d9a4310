import type { Grid } from '#shared/domain/grid'
import type { DrawnDetail, DrawnOn, Place } from './drawn'

/** What a case's places say: slice → phase → [index of the file, frame in it]. */
type Places = readonly (readonly (readonly [file: number, frame: number] | null)[])[]

/** The images of a DICOM case, to be drawn on. */
export function drawnOn(grid: Grid, places: Places, { instances, originsMm }: DrawnDetail): DrawnOn {
  const byImage = new Map<string, Place>()
  const frames = new Map<string, number>()
  places.forEach((row, slice) =>
    row.forEach((place, phase) => {
      const uid = place && instances[place[0]]
      if (!place || !uid) return
      byImage.set(`${uid}/${place[1]}`, { slice, phase })
      frames.set(uid, (frames.get(uid) ?? 0) + 1)
    }),
  )
  return {
    grid,
    originsMm,
    placeOf: (uid, frame) => {
      if (frame === null && (frames.get(uid) ?? 0) > 1) return null
      return byImage.get(`${uid}/${frame ?? 0}`) ?? byImage.get(`${uid}/0`) ?? null
    },
  }
}
