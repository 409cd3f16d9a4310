// A worker thread of the process that a plug-in is for: loads it and tries it once. Should it hang, this thread is ended.
import { parentPort, workerData } from 'node:worker_threads'
import '@tensorflow/tfjs'
import { toFault, SeptumError } from '#shared/errors/SeptumError'
import { pluginFailed, wordsOf } from '#models/plugins/pluginFault'
import { tryPlugin } from '#models/plugins/triedPlugin'
import { importPlugin } from './importPlugin'
import type { PluginTried, PluginWanted } from './tryInThread'

const port = parentPort
if (!port) throw new Error('This file is a worker thread that tries a plug-in; it is not started by hand.')
const { bytes, file } = workerData as PluginWanted
/** Only what came through this function is an answer: a plug-in may post messages of its own. */
const answer = (tried: PluginTried): void => port.postMessage(tried)
try {
  const { plugin, facts } = await importPlugin(bytes, file)
  try {
    tryPlugin(plugin)
  } catch (error) {
    throw error instanceof SeptumError ? error : pluginFailed(facts.id, wordsOf(error), error)
  }
  answer({ facts, fault: null })
} catch (error) {
  const fault = toFault(error)
  answer({ facts: null, fault })
}
