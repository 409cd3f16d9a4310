import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { reasonOf } from '#electron/formats/fileBytes'

/** JSON files of a workspace that say how data sets are read; larger ones are refused. */
const largestBytes = 2 ** 20
const mostFiles = 500

/** The workspace's folder, as the host, the command line and their children know it; null: none. */
export const settingsHome = (): string | null => process.env.SEPTUM_WORKSPACE || null

export interface SettingsFile {
  readonly file: string
  /** What it holds; undefined with the reason in words where it is no JSON. */
  readonly json: unknown
  readonly reason: string | null
}

/** The JSON files of `<workspace>/<name>`, by name; none where the folder is not there. */
export async function settingsFiles(name: string, home = settingsHome()): Promise<SettingsFile[]> {
  if (!home) return []
  const folder = path.join(home, name)
  const names = await readdir(folder).catch(() => [] as string[])
  const own = names.filter((each) => each.endsWith('.json')).sort()
  const files: SettingsFile[] = []
  for (const each of own.slice(0, mostFiles)) files.push(await settingsFile(path.join(folder, each)))
  return files
}

async function settingsFile(file: string): Promise<SettingsFile> {
  try {
    const { size } = await stat(file)
    if (size > largestBytes)
      return { file, json: undefined, reason: `it is larger than ${largestBytes} bytes` }
    return { file, json: JSON.parse(await readFile(file, 'utf8')) as unknown, reason: null }
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'it is not JSON' : reasonOf(error)
    return { file, json: undefined, reason }
  }
}
