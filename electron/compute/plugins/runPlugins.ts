import type { Experiment } from '#shared/domain/experiment'
import {
  idOfPlugin,
  isPluginName,
  type PluginFacts,
  type PluginName,
  type PluginPin,
} from '#shared/domain/plugin'
import { SeptumError } from '#shared/errors/SeptumError'
import { notAllowed, placedFile } from '#electron/workspace/plugins/placedPlugins'
import { pluginHash, readShort } from '#electron/workspace/plugins/pluginFiles'
import type { LossPlugin, MetricPlugin, NetworkPlugin, Plugin } from '#models/plugins/contract'
import { importPlugin } from './importPlugin'
import { tryInThread } from './tryInThread'

/** The plug-ins of a run, loaded into its process. */
export interface RunPlugins {
  readonly loss: LossPlugin | null
  readonly network: NetworkPlugin | null
  readonly metrics: readonly MetricPlugin[]
  /** What the metrics say of themselves. */
  readonly measured: readonly PluginFacts[]
}

export const noPlugins: RunPlugins = { loss: null, network: null, metrics: [], measured: [] }

/**
 * Loads what an experiment names from the copies in its run's folder, if they are the bytes that were allowed, each after
 * a trial. Throws PLUGIN_NOT_ALLOWED, PLUGIN_INVALID, PLUGIN_FAILED, PLUGIN_SLOW.
 */
export async function runPlugins(
  { network, training, metrics }: Experiment,
  runFolder: string,
  pins: readonly PluginPin[],
  program?: URL,
): Promise<RunPlugins> {
  const loaded = async <K extends Plugin['kind']>(
    name: PluginName,
    kind: K,
  ): Promise<{ plugin: Extract<Plugin, { kind: K }>; facts: PluginFacts }> => {
    const id = idOfPlugin(name)
    const pin = pins.find((one) => one.id === id)
    if (!pin) throw notAllowed(id, 'the run was started without it')
    const file = placedFile(runFolder, id)
    const bytes = await readShort(file, `${id}.mjs`)
    if (pluginHash(bytes) !== pin.sha256) throw notAllowed(id, "the copy in the run's folder was changed")
    await tryInThread({ bytes, file: `${id}.mjs` }, program)
    const { plugin, facts } = await importPlugin(bytes, `${id}.mjs`)
    if (facts.id !== id || facts.kind !== kind)
      throw new SeptumError('PLUGIN_INVALID', {
        file: `${id}.mjs`,
        reason: `it is the ${facts.kind} ${facts.id}, and no ${kind}`,
      })
    return { plugin: plugin as Extract<Plugin, { kind: K }>, facts }
  }
  const measures = []
  for (const name of metrics) measures.push(await loaded(name, 'metric'))
  return {
    loss: isPluginName(training.loss) ? (await loaded(training.loss, 'loss')).plugin : null,
    network: isPluginName(network.id) ? (await loaded(network.id, 'network')).plugin : null,
    metrics: measures.map(({ plugin }) => plugin),
    measured: measures.map(({ facts }) => facts),
  }
}
