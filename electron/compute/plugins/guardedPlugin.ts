import { createContext, Script } from 'node:vm'
import * as tf from '@tensorflow/tfjs'
import { SeptumError } from '#shared/errors/SeptumError'
import type { NetworkPlugin, Plugin } from '#models/plugins/contract'

/** How long one call of a plug-in that passed its trial may take; of a network's build, six times as long. */
export const callSeconds = 30

/**
 * A plug-in whose functions are ended when a call of theirs takes too long, in the process that they run in: it throws
 * PLUGIN_HUNG, and whatever the plug-in had begun stays as it was. What it does later, in a promise, is not seen.
 */
export function guardedPlugin(plugin: Plugin, seconds = callSeconds): Plugin {
  const { id } = plugin
  switch (plugin.kind) {
    case 'loss':
      return { ...plugin, loss: (...given) => inTime(id, 'loss', seconds, () => plugin.loss(...given)) }
    case 'metric':
      return {
        ...plugin,
        measure: (volume) => inTime(id, `measure of ${volume.case}`, seconds, () => plugin.measure(volume)),
      }
    case 'network':
      return guardedNetwork(plugin, seconds)
  }
}

/** Layers of the plug-in's own classes run whenever the network is traced, long after it was built. */
function guardedNetwork(plugin: NetworkPlugin, seconds: number): NetworkPlugin {
  const { id } = plugin
  const known = new Set<unknown>(classes())
  return {
    ...plugin,
    build: (...given) => {
      const model = inTime(id, 'build', 6 * seconds, () => plugin.build(...given))
      if (model instanceof tf.LayersModel)
        for (const layer of model.layers.filter((one) => !known.has(one.constructor))) {
          const call = layer.call.bind(layer)
          layer.call = (...inputs) => inTime(id, `layer ${layer.name}`, seconds, () => call(...inputs))
        }
      return model
    },
  }
}

/** Of all layers that are known to TensorFlow.js by name now: its own, and Septum's. */
const classes = (): unknown[] =>
  Object.values(tf.serialization.SerializationMap.getMap().classNameMap).map(([one]) => one)

const called = new Script('body()')
const outside = createContext({ body: null })

/** The only way to end a loop without an end from within its own thread is V8's, which Node offers for scripts alone. */
function inTime<T>(id: string, what: string, seconds: number, body: () => T): T {
  const before: unknown = outside['body']
  outside['body'] = body
  try {
    return called.runInContext(outside, { timeout: Math.ceil(seconds * 1000) }) as T
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new SeptumError('PLUGIN_HUNG', { id, what, seconds }, { cause: error })
  } finally {
    outside['body'] = before
  }
}
