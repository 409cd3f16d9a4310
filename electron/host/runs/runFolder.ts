import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { RunId } from '#shared/domain/training'
import { systemCode } from '#electron/workspace/saveFault'

export const eventsOf = (runFolder: string) => join(runFolder, 'events.jsonl')
export const lockOf = (runFolder: string) => join(runFolder, 'lock')
export const experimentOf = (runFolder: string) => join(runFolder, 'experiment.json')

/** A name as a folder: letters, digits and hyphens, at most 60. */
export const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .toLowerCase() || 'experiment'

/** The ids of all runs below `experiments`, oldest experiment first. */
export async function runIds(experiments: string): Promise<RunId[]> {
  const runs: RunId[] = []
  for (const experiment of await namesIn(experiments))
    for (const run of await namesIn(join(experiments, experiment, 'runs')))
      if (RunId.safeParse(run).success && run.startsWith(`${experiment}.`)) runs.push(run)
  return runs
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return []
    throw error
  }
}
