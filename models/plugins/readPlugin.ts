import { PluginFacts } from '#shared/domain/plugin'
import { SeptumError } from '#shared/errors/SeptumError'
import type { Plugin } from './contract'

const functionOf = { loss: 'loss', metric: 'measure', network: 'build' } as const

/** The default export of a plug-in's module. Throws PLUGIN_INVALID with what of the contract it does not keep. */
export function readPlugin(module: unknown, file: string): { plugin: Plugin; facts: PluginFacts } {
  const invalid = (reason: string) => new SeptumError('PLUGIN_INVALID', { file, reason })
  const plugin: unknown = (module as { readonly default?: unknown } | null)?.default
  if (typeof plugin !== 'object' || plugin === null) throw invalid('it has no object as its default export')
  const given = plugin as Readonly<Record<string, unknown>>
  if (given['septum'] !== 1) throw invalid('its `septum` is not 1, the version of the contract')
  const facts = PluginFacts.safeParse(given)
  if (!facts.success)
    throw invalid(`its ${facts.error.issues[0]?.path.join('.')} is not as the contract says`)
  const { kind, direction } = facts.data
  if (typeof given[functionOf[kind]] !== 'function')
    throw invalid(`a ${kind} needs a function \`${functionOf[kind]}\``)
  if (kind === 'metric' && !direction) throw invalid("a metric needs a `direction`, 'higher' or 'lower'")
  return { plugin: plugin as Plugin, facts: facts.data }
}
