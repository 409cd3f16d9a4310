import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { SeptumError } from '#shared/errors/SeptumError'
import { writeAtomic } from '#electron/workspace/atomicFile'
import { newKey, openedKey, sealedKey, type ProjectKey } from './keyFile'

/**
 * The key in a project's key file, a new one where the file is not there yet; without a file a key that is forgotten, and
 * with it every way back. A new one is made from `secret` where one is given. Errors: PASSPHRASE_MISSING, FILE_MALFORMED.
 */
export async function keyOfProject(
  file: string | null,
  passphrase: string,
  secret: string | null = null,
): Promise<ProjectKey> {
  const fresh = secret === null ? newKey() : { secret, patients: {} }
  if (file === null) return fresh
  if (!passphrase) throw new SeptumError('PASSPHRASE_MISSING', { file })
  return existsSync(file) ? openedKey(await readFile(file, 'utf8'), passphrase, file) : fresh
}

/** Writes the key, with the patients that were met, sealed. Errors: SAVE_FAILED, DISK_FULL. */
export const keepKey = (file: string, key: ProjectKey, passphrase: string): Promise<void> =>
  writeAtomic(file, sealedKey(key, passphrase))
