import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Experiment } from '#shared/domain/experiment'
import type { ExperimentResult } from '#shared/domain/evaluation'
import type { RunMessage } from '#shared/domain/training'
import type { EngineOptions } from '#electron/onnx/engine'
import { SeptumError } from '#shared/errors/SeptumError'
import { writeJson } from '#electron/workspace/jsonFile'
import { placePlugins } from '#electron/workspace/plugins/placedPlugins'

/**
 * Runs an experiment in this process, with everything in `out`: no workspace and no other process is needed, as on a
 * cluster. A folder that holds the same experiment goes on from its last checkpoint; another experiment's is refused.
 * The first Ctrl+C stops after the step under way and keeps the best.
 */
export async function runInFolder(
  experiment: Experiment,
  out: string,
  listen: (message: RunMessage) => void,
  engine: EngineOptions = {},
  workspace = '',
): Promise<ExperimentResult> {
  const runFolder = resolve(out)
  const file = join(runFolder, 'experiment.json')
  const held = await readFile(file, 'utf8').catch(() => null) // not there: a new run
  const wanted: unknown = JSON.parse(JSON.stringify(experiment))
  if (held !== null && !isDeepStrictEqual(asRead(held), wanted))
    throw new SeptumError('ARGUMENT_INVALID', {
      argument: '--out',
      reason: `${out} holds another experiment's run`,
    })
  await writeJson(file, experiment)
  const plugins = await placePlugins(workspace, experiment, runFolder)
  const { trainRun } = await import('#electron/compute/training/trainRun')
  const { augmentingThreads } = await import('#electron/compute/training/augmentingThreads')
  const { RunControl } = await import('#electron/compute/training/runControl')
  const control = new RunControl()
  const stop = (): void => control.stop()
  process.once('SIGINT', stop)
  try {
    const run = { runFolder, modelsFolder: join(runFolder, 'models'), listen, control, engine, plugins }
    return await trainRun({ ...run, signal: new AbortController().signal, workers: augmentingThreads() })
  } finally {
    process.off('SIGINT', stop)
  }
}

/** An experiment that an older version kept, with the defaults of what has come since; null when it is none. */
function asRead(held: string): unknown {
  const read = Experiment.safeParse(JSON.parse(held))
  return read.success ? (JSON.parse(JSON.stringify(read.data)) as unknown) : null
}
