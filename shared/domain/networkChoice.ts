import { z } from './schema'
import { NetworkId } from './network'
import { settingsOfNetwork } from './networkSettings'
import { PluginName } from './plugin'

const Given = z.strictObject({
  id: z.union([NetworkId, PluginName]).default('unet-2d'),
  baseFilters: z.number().int().min(2).max(128).optional(),
  depth: z.number().int().min(2).max(6).optional(),
  growth: z.number().int().min(2).max(64).optional(),
  dropout: z.number().min(0).max(0.9).optional(),
  norm: z.enum(['instance', 'none']).optional(),
  quirks: z.enum(['faithful', 'corrected']).optional(),
  mostBlocks: z.number().int().min(1).max(6).optional(),
  slices: z.number().int().min(1).max(128).optional(),
  patch: z.number().int().min(16).max(1024).nullable().optional(),
  plan: z.enum(['own', 'auto']).optional(),
  minutes: z.number().positive().nullable().optional(),
  outputStride: z.union([z.literal(8), z.literal(16)]).optional(),
})

/**
 * The network of an experiment with its settings: those that are left out become the network's defaults, those that it
 * does not have are refused.
 */
export const NetworkChoice = Given.superRefine(({ id, ...settings }, context) => {
  for (const [key, value] of Object.entries(settings))
    if (value !== undefined && !(key in settingsOfNetwork(id)))
      context.addIssue({ code: 'custom', path: [key], message: `${id} has no such setting` })
}).transform((given) => ({ ...settingsOfNetwork(given.id), ...given }))
export type NetworkChoice = z.infer<typeof NetworkChoice>
