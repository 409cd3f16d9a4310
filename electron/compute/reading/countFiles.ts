import { readdir } from 'node:fs/promises'
import path from 'node:path'

/** Files in a folder and all below it, for a scan's bar. Null: it was stopped. What cannot be listed counts as none. */
export async function countFiles(folder: string, signal: AbortSignal): Promise<number | null> {
  let files = 0
  const open = [folder]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (signal.aborted) return null
    const entries = await readdir(place, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory()) open.push(path.join(place, entry.name))
      else files++
    }
  }
  return files
}
