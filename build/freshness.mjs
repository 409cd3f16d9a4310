// Whether dist/ is newer than every source that it was made of.
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const sources = ['shared', 'models', 'electron', 'renderer', 'build', 'package.json', 'package-lock.json']
const counted = /\.(ts|vue|json|css|html|mjs|svg|woff2|md)$/

/** Newest modification time below a path, ms. Folders count too, so that a deleted file is noticed. */
function newest(path) {
  const info = statSync(path)
  if (!info.isDirectory()) return counted.test(path) ? info.mtimeMs : 0
  let latest = info.mtimeMs
  for (const name of readdirSync(path)) latest = Math.max(latest, newest(join(path, name)))
  return latest
}

/** Leaves the time at which a build began in its folder: what changed while it ran is newer. */
export function markBuilt(folder, began) {
  const mark = join(folder, '.built')
  writeFileSync(mark, '')
  utimesSync(mark, began, began)
}

export function isFresh(root) {
  const mark = join(root, 'dist/.built')
  if (!existsSync(mark)) return false
  const built = statSync(mark).mtimeMs
  return sources.every((source) => !existsSync(join(root, source)) || newest(join(root, source)) <= built)
}
