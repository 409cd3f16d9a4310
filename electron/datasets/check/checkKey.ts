import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { CaseSource } from '#shared/domain/study'
import { placeOnDisk } from '#electron/formats/zip/zipPath'

/** Raised whenever a check says more, or something else, about the same files. */
const checkVersion = 2

/**
 * What a check of this case depends on: its files' names, sizes and times, its fixes, the contours that were taken, and how
 * it is opened.
 */
export async function checkKey(source: CaseSource): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([checkVersion, source.id, source.ed, source.es]))
  hash.update(JSON.stringify([source.detail, source.fixes ?? [], source.contours?.hash ?? null]))
  for (const file of [...new Set(source.files.map(placeOnDisk))]) {
    const found = await stat(file).catch(() => null)
    hash.update(`\0${file}\0${found?.size ?? 'gone'}\0${found?.mtimeMs ?? ''}`)
  }
  return hash.digest('hex').slice(0, 32)
}
