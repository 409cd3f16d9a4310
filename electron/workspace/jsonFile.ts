import { readFile } from 'node:fs/promises'
import type { z } from '#shared/domain/schema'
import { SeptumError } from '#shared/errors/SeptumError'
import { writeAtomic } from './atomicFile'
import { systemCode } from './saveFault'

/** Reads and parses a small JSON file of ours. Null: there is none. Throws FILE_MALFORMED, FILE_UNREADABLE. */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    const reason = error instanceof Error ? error.message : String(error)
    throw new SeptumError('FILE_UNREADABLE', { file: path, reason }, { cause: error })
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'it is not JSON' : 'its fields are not those expected'
    throw new SeptumError('FILE_MALFORMED', { file: path, reason }, { cause: error })
  }
}

export const writeJson = (path: string, value: unknown): Promise<void> =>
  writeAtomic(path, `${JSON.stringify(value, null, 2)}\n`)
