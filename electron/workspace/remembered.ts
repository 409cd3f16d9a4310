import { z } from '#shared/domain/schema'
import { SeptumError } from '#shared/errors/SeptumError'
import { readJson, writeJson } from './jsonFile'

const Remembered = z.record(z.string(), z.unknown())

/** The longest value that is remembered under one key, as JSON text. */
const longest = 64 * 1024

/** What the program remembers between starts (R-ALL-6), by key, in one small file. */
export interface RememberedState {
  all(): Readonly<Record<string, unknown>>
  /** Undefined forgets the key. Throws ARGUMENT_INVALID over 64 kB, or a fault of saving. */
  set(key: string, value: unknown): Promise<void>
}

/** A file that is damaged is worth no fault at the start: the program then remembers nothing. */
export async function openRemembered(path: string): Promise<RememberedState> {
  let state = (await readJson(path, Remembered).catch(() => null)) ?? {}
  let writing: Promise<void> = Promise.resolve()
  return {
    all: () => state,
    set(key, value) {
      if ((JSON.stringify(value)?.length ?? 0) > longest)
        throw new SeptumError('ARGUMENT_INVALID', { argument: key, reason: 'it is longer than 64 kB' })
      state = { ...state, [key]: value }
      writing = writing.catch(() => undefined).then(() => writeJson(path, state))
      return writing
    },
  }
}
