import type { Index } from '../openIndex'
import type { Thumbnail } from './thumbnail'

export function keepThumbnail(index: Index, study: string, { columns, rows, grey }: Thumbnail): void {
  index
    .prepare('insert or replace into thumbnails (study, columns, rows, grey) values (?, ?, ?, ?)')
    .run(study, columns, rows, Buffer.from(grey))
}
