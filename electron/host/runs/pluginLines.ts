import type { PreflightLine } from '#shared/ipc/training'
import type { Experiment } from '#shared/domain/experiment'
import { toFault } from '#shared/errors/SeptumError'
import { allowedFor, namedPlugins } from '#electron/workspace/plugins/placedPlugins'

const topic = 'Plug-ins'

/** Which plug-ins a run would execute, by title, kind and file; a stop where one of them may not be run as it is. */
export async function pluginLines(experiment: Experiment, workspace: string): Promise<PreflightLine[]> {
  const names = namedPlugins(experiment)
  if (names.length === 0) return []
  try {
    const found = await allowedFor(workspace, names)
    const each = found.map(({ plugin: { title, kind, file } }) => `${title} (${kind}, ${file})`)
    return [{ level: 'ok', topic, text: `The run executes ${each.join(', ')}`, remedy: null }]
  } catch (error) {
    const { cause, remedy } = toFault(error)
    return [{ level: 'stop', topic, text: cause, remedy }]
  }
}
