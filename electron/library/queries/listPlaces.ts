import { z } from '#shared/domain/schema'
import type { Index } from '../openIndex'

const Place = z.object({ study: z.string(), folder: z.string(), file: z.string(), online: z.number() })

export interface Place {
  readonly study: string
  readonly folder: string
  /** The first of its files. */
  readonly file: string
  readonly online: boolean
}

const sql = `
  select places.study as study, places.folder as folder, places.file as file, places.online as online
  from places join studies on studies.id = places.study
  where studies.removed_at is null order by places.folder
`

/** Every place of every study that was not removed. */
export const listPlaces = (index: Index): Place[] =>
  index
    .prepare(sql)
    .all()
    .map((raw) => Place.parse(raw))
    .map((place) => ({ ...place, online: place.online === 1 }))
