import { join } from 'node:path'
import { z } from '#shared/domain/schema'
import type { Experiment } from '#shared/domain/experiment'
import {
  idOfPlugin,
  isPluginName,
  PluginPin,
  type AllowedPlugin,
  type PluginName,
} from '#shared/domain/plugin'
import { SeptumError } from '#shared/errors/SeptumError'
import { writeAtomic } from '../atomicFile'
import { readJson, writeJson } from '../jsonFile'
import { allowedPlugins, pluginHash, readPluginFile } from './pluginFiles'

const Placed = z.object({ schema: z.literal('septum-run-plugins/1'), plugins: z.array(PluginPin) })

/** A run's own copy of a plug-in. */
export const placedFile = (runFolder: string, id: string): string => join(runFolder, 'plugins', `${id}.mjs`)

/** The plug-ins that an experiment names. */
export function namedPlugins({ network, training, metrics }: Experiment): PluginName[] {
  return [...new Set([network.id, training.loss, ...metrics].filter(isPluginName))]
}

/** Those of these names, as they are allowed now. Throws PLUGIN_NOT_ALLOWED. */
export async function allowedFor(
  workspace: string,
  names: readonly PluginName[],
): Promise<readonly { readonly plugin: AllowedPlugin; readonly bytes: Uint8Array }[]> {
  const allowed = names.length > 0 ? await allowedPlugins(workspace) : []
  const found = []
  for (const name of names) {
    const id = idOfPlugin(name)
    const known = allowed.filter((plugin) => plugin.id === id)
    if (known.length === 0) throw notAllowed(id, 'nobody has allowed a plug-in of this name')
    const bytes = await readPluginFile(workspace, known[0]!.file)
    const sha256 = pluginHash(bytes)
    const plugin = known.find((one) => one.sha256 === sha256)
    if (!plugin) throw notAllowed(id, `${known[0]!.file} was changed after it was allowed`)
    found.push({ plugin, bytes })
  }
  return found
}

/**
 * Copies the plug-ins of an experiment into its run's folder, and gives their hashes: what the run's process may load. A
 * run that has its copies goes on with them, as long as these are still allowed. Throws PLUGIN_NOT_ALLOWED.
 */
export async function placePlugins(
  workspace: string,
  experiment: Experiment,
  runFolder: string,
): Promise<readonly PluginPin[]> {
  if (namedPlugins(experiment).length === 0) return []
  const list = join(runFolder, 'plugins', 'plugins.json')
  const placed = (await readJson(list, Placed))?.plugins
  if (placed) {
    const allowed = new Set((await allowedPlugins(workspace)).map(({ sha256 }) => sha256))
    const refused = placed.find(({ sha256 }) => !allowed.has(sha256))
    if (refused) throw notAllowed(refused.id, 'the copy that this run was begun with is no longer allowed')
    return placed
  }
  const found = await allowedFor(workspace, namedPlugins(experiment))
  for (const { plugin, bytes } of found) await writeAtomic(placedFile(runFolder, plugin.id), bytes)
  const plugins = found.map(({ plugin: { id, sha256 } }) => ({ id, sha256 }))
  await writeJson(list, { schema: 'septum-run-plugins/1', plugins })
  return plugins
}

export const notAllowed = (id: string, reason: string): SeptumError =>
  new SeptumError('PLUGIN_NOT_ALLOWED', { id, reason })
