import type { PluginFacts } from '#shared/domain/plugin'
import { SeptumError } from '#shared/errors/SeptumError'
import type { Plugin } from '#models/plugins/contract'
import { wordsOf } from '#models/plugins/pluginFault'
import { readPlugin } from '#models/plugins/readPlugin'

/**
 * Runs a plug-in's module: exactly these bytes, whatever has become of their file. Imports of other files have no place
 * to start from and fail. Throws PLUGIN_INVALID.
 */
export async function importPlugin(
  bytes: Uint8Array,
  file: string,
): Promise<{ plugin: Plugin; facts: PluginFacts }> {
  const url = `data:text/javascript;base64,${Buffer.from(bytes).toString('base64')}`
  let module: unknown
  try {
    module = await import(/* @vite-ignore */ url)
  } catch (error) {
    throw new SeptumError(
      'PLUGIN_INVALID',
      { file, reason: `it does not load: ${wordsOf(error)}` },
      { cause: error },
    )
  }
  return readPlugin(module, file)
}
