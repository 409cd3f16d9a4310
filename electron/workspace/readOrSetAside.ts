import { rename } from 'node:fs/promises'
import type { z } from '#shared/domain/schema'
import { SeptumError } from '#shared/errors/SeptumError'
import { readJson } from './jsonFile'

/** As `readJson`, but a damaged file is set aside as `<file>.damaged`, and the program starts without it. */
export async function readOrSetAside<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return await readJson(file, schema)
  } catch (error) {
    if (!(error instanceof SeptumError) || error.code !== 'FILE_MALFORMED') throw error
    await rename(file, `${file}.damaged`)
    return null
  }
}
