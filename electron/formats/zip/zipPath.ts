/**
 * A path that leads into a zip archive, as if the archive were a folder (`study.zip/IM/0001`): the archive and the name
 * within it. Null where no part before the last is called .zip. A real folder of such a name is for the caller to try first.
 */
export function zipPath(path: string): { readonly archive: string; readonly name: string } | null {
  const found = /^(.*?\.zip)[\\/]+(.+)$/is.exec(path)
  return found ? { archive: found[1]!, name: found[2]!.replaceAll('\\', '/').replace(/\/+$/, '') } : null
}

/** What must be on the disk for a path to be readable: the archive that it leads into, else itself. */
export const placeOnDisk = (path: string): string => zipPath(path)?.archive ?? path

export const isZipName = (name: string): boolean => /\.zip$/i.test(name)
