import type { PluginFacts } from '#shared/domain/plugin'
import { SeptumError } from '#shared/errors/SeptumError'
import type { Plugin } from '#models/plugins/contract'
import { guardedPlugin } from './guardedPlugin'
import { importPlugin } from './importPlugin'
import { tryInThread } from './tryInThread'

/** The program of the thread that tries plug-ins, and how long a call of theirs may take; left out: the usual. */
export interface PluginRules {
  readonly program?: URL
  readonly seconds?: number
}

/**
 * Loads bytes that were allowed, after a trial, into this process: the plug-in that they were allowed as. Throws
 * PLUGIN_INVALID, PLUGIN_FAILED, PLUGIN_SLOW.
 */
export async function loadedPlugin<K extends Plugin['kind']>(
  bytes: Uint8Array,
  id: string,
  kind: K,
  { program, seconds }: PluginRules = {},
): Promise<{ plugin: Extract<Plugin, { kind: K }>; facts: PluginFacts }> {
  const file = `${id}.mjs`
  await tryInThread({ bytes, file }, program)
  const { plugin, facts } = await importPlugin(bytes, file)
  if (facts.id !== id || facts.kind !== kind)
    throw new SeptumError('PLUGIN_INVALID', {
      file,
      reason: `it is the ${facts.kind} ${facts.id}, and no ${kind}`,
    })
  return { plugin: guardedPlugin(plugin, seconds) as Extract<Plugin, { kind: K }>, facts }
}
