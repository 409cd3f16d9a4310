import { access } from 'node:fs/promises'
import { beforeFile } from '#shared/domain/beforeFile'
import { SeptumError } from '#shared/errors/SeptumError'

/** A mask that was kept, or what it was before post-processing. Throws BEFORE_NOT_KEPT, with `reason`, when it is not there. */
export async function keptMask(mask: string, before: boolean, name: string, reason: string): Promise<string> {
  const file = before ? beforeFile(mask) : mask
  await access(file).catch((error: unknown) => {
    throw new SeptumError('BEFORE_NOT_KEPT', { case: name, reason }, { cause: error })
  })
  return file
}
