import { z } from '#shared/domain/schema'
import type { Index } from '../openIndex'

export interface Thumbnail {
  readonly columns: number
  readonly rows: number
  /** 8-bit grey, row after row. */
  readonly grey: Uint8Array
}

const Row = z.object({ columns: z.number(), rows: z.number(), grey: z.instanceof(Uint8Array) })

/** The kept picture of a study; null when there is none yet. */
export function thumbnail(index: Index, study: string): Thumbnail | null {
  const raw = index.prepare('select columns, rows, grey from thumbnails where study = ?').get(study)
  return raw ? Row.parse(raw) : null
}
