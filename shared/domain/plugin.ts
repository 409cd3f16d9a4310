import { z } from './schema'
import { networkIds, type NetworkId } from './network'

export const pluginKinds = ['loss', 'metric', 'network'] as const
export const PluginKind = z.enum(pluginKinds)
export type PluginKind = z.infer<typeof PluginKind>

export const PluginId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)

/** How an experiment names a plug-in: `plugin:<id>`. */
export const PluginName = z.templateLiteral(['plugin:', PluginId])
export type PluginName = z.infer<typeof PluginName>

export const isPluginName = (name: string): name is PluginName => PluginName.safeParse(name).success
export const pluginName = (id: string): PluginName => `plugin:${id}`
export const idOfPlugin = (name: PluginName): string => name.slice('plugin:'.length)

/** A network that Septum brings, and not one of the user's. */
export const isOwnNetwork = (id: string): id is NetworkId => (networkIds as readonly string[]).includes(id)

/** What a plug-in says of itself. */
export const PluginFacts = z.object({
  id: PluginId,
  kind: PluginKind,
  title: z.string().min(1).max(80),
  /** Of a metric: which numbers are better, and their unit. */
  direction: z.enum(['higher', 'lower']).optional(),
  unit: z.string().max(20).optional(),
})
export type PluginFacts = z.infer<typeof PluginFacts>

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A plug-in that a person allowed: the bytes with this hash and no others. */
export const AllowedPlugin = PluginFacts.extend({ file: z.string(), sha256: Sha256, allowedAt: z.string() })
export type AllowedPlugin = z.infer<typeof AllowedPlugin>

/** Bytes that a run may load: the hash was allowed. */
export const PluginPin = z.object({ id: PluginId, sha256: Sha256 })
export type PluginPin = z.infer<typeof PluginPin>

/** What stands in a plug-in's file, for a person who is asked to allow it, and the hash of the very bytes. */
export const PluginText = z.object({ file: z.string(), text: z.string(), sha256: Sha256 })
export type PluginText = z.infer<typeof PluginText>

/** A metric that was allowed, with its very bytes: a process that is sent it may run it. */
export const SentMetric = z.object({ facts: PluginFacts, sha256: Sha256, base64: z.string() })
export type SentMetric = z.infer<typeof SentMetric>

/** A metric that failed on a case: its id, and why in words. */
export const FailedMetric = z.object({ id: PluginId, cause: z.string() })
export type FailedMetric = z.infer<typeof FailedMetric>

/** `changed`: other bytes were allowed; `gone`: allowed, and no longer there; `unreadable`: too large, or not to be read. */
export const PluginState = z.enum(['new', 'allowed', 'changed', 'gone', 'unreadable'])
export type PluginState = z.infer<typeof PluginState>

/** A file of the plug-ins' folder; what it says of itself is known once it was allowed. */
export const PluginRow = z.object({
  file: z.string(),
  path: z.string(),
  sha256: z.string().nullable(),
  state: PluginState,
  facts: PluginFacts.nullable(),
})
export type PluginRow = z.infer<typeof PluginRow>
