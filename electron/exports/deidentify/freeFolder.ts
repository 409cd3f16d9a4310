import { readdir, realpath, statfs } from 'node:fs/promises'
import path from 'node:path'
import { SeptumError } from '#shared/errors/SeptumError'
import { saveFault, systemCode } from '#electron/workspace/saveFault'

/**
 * Makes sure that copies can go to `out`: it is apart from every source folder, whatever links lead there, and it is empty
 * or not there yet, so that nothing is written over. `bytes` have to fit.
 * Errors: COPIES_INSIDE_SOURCE, FOLDER_NOT_EMPTY, DISK_FULL, SAVE_FAILED.
 */
export async function freeFolder(out: string, sources: readonly string[], bytes: number): Promise<void> {
  const real = await realPlace(out)
  for (const source of sources) {
    const folder = await realPlace(source)
    if (isInside(folder, real) || isInside(real, folder))
      throw new SeptumError('COPIES_INSIDE_SOURCE', { folder: out, source })
  }
  const held = await readdir(out).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw saveFault(error, out)
  })
  if (held.length > 0) throw new SeptumError('FOLDER_NOT_EMPTY', { folder: out, files: held.length })
  const disk = await statfs(await nearest(out))
  if (disk.bavail * disk.bsize < bytes) throw new SeptumError('DISK_FULL', { file: out })
}

export function isInside(folder: string, place: string): boolean {
  const way = path.relative(folder, place)
  return way === '' || (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way))
}

/** The deepest folder on the way to `place` that is there. */
async function nearest(place: string): Promise<string> {
  try {
    return await realpath(place)
  } catch {
    const above = path.dirname(place)
    return above === place ? place : nearest(above)
  }
}

/** Where `place` really is, also while its last parts are not there yet. */
async function realPlace(place: string): Promise<string> {
  try {
    return await realpath(place)
  } catch {
    const above = path.dirname(place)
    return above === place ? place : path.join(await realPlace(above), path.basename(place))
  }
}
