import { readdir, readFile } from 'node:fs/promises'
import { join, parse, relative, sep } from 'node:path'
import { isThere } from './libraryService'

/** Studies of a lost folder that are looked for elsewhere before a scan says for sure. */
const samples = 5

/**
 * Where the studies of a folder that is gone lie now: the same disk under another letter or name. Volumes are tried with
 * ever shorter ends of the folder's path; a candidate holds the folders of some of its studies. Null: nowhere yet.
 */
export async function movedFolder(
  root: string,
  studies: readonly string[],
  volumes: readonly string[],
): Promise<string | null> {
  const ways = studies.slice(0, samples).map((folder) => relative(root, folder))
  const parts = root.slice(parse(root).root.length).split(sep).filter(Boolean)
  if (ways.length === 0) return null
  for (const volume of volumes)
    for (let from = 0; from <= parts.length; from++) {
      const candidate = join(volume, ...parts.slice(from))
      if (candidate === root) continue
      // A volume's own folder says nothing by being there.
      if (from === parts.length && ways.every((way) => way === '')) continue
      const there = await Promise.all(ways.map((way) => isThere(join(candidate, way))))
      if (there.every(Boolean)) return candidate
    }
  return null
}

/** Roots of the disks that are there now. */
export async function mountedVolumes(): Promise<string[]> {
  if (process.platform === 'win32') {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`)
    const there = await Promise.all(letters.map(isThere))
    return letters.filter((_, at) => there[at])
  }
  if (process.platform === 'darwin') {
    const names = await readdir('/Volumes').catch(() => [])
    return names.map((name) => join('/Volumes', name))
  }
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '')
  return mounts
    .split('\n')
    .map((line) => (line.split(' ')[1] ?? '').replaceAll('\\040', ' '))
    .filter((path) => /^\/(media|mnt|run\/media)\//.test(path))
}
