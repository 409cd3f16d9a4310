import { isPluginName, pluginName, type PluginName } from '#shared/domain/plugin'
import { SeptumError } from '#shared/errors/SeptumError'
import type { OwnMetrics } from '#electron/compute/evaluating/acdcEvaluation'
import { loadedPlugin, type PluginRules } from '#electron/compute/plugins/loadedPlugin'
import { allowedFor } from '#electron/workspace/plugins/placedPlugins'

/**
 * The metrics of these names, `plugin:<id>` or the id alone, loaded as they are allowed in the workspace, after a trial.
 * Throws ARGUMENT_INVALID, PLUGIN_NOT_ALLOWED, PLUGIN_INVALID, PLUGIN_FAILED, PLUGIN_SLOW.
 */
export async function ownMetrics(
  workspace: string,
  names: readonly string[],
  rules: PluginRules = {},
): Promise<OwnMetrics> {
  const plugins = []
  const facts = []
  const wanted = [...new Set(names.map(named))]
  for (const {
    plugin: { id },
    bytes,
  } of await allowedFor(workspace, wanted)) {
    const loaded = await loadedPlugin(bytes, id, 'metric', rules)
    plugins.push(loaded.plugin)
    facts.push(loaded.facts)
  }
  return { plugins, facts }
}

function named(name: string): PluginName {
  const whole = name.startsWith('plugin:') ? name : pluginName(name)
  if (isPluginName(whole)) return whole
  throw new SeptumError('ARGUMENT_INVALID', {
    argument: '--metric',
    reason: `${name} is no name of a plug-in, such as plugin:volume-error`,
  })
}
