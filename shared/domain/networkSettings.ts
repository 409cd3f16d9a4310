import type { NetworkId } from './network'
import type { PluginName } from './plugin'

/** What can be set of a network in an experiment; a network has some of them. */
export interface NetworkSettings {
  /** Filters of the first level. */
  readonly baseFilters?: number
  /** Levels. */
  readonly depth?: number
  /** Maps that each layer of a dense network adds. */
  readonly growth?: number
  /** Share of maps or numbers that dropout drops. */
  readonly dropout?: number
  readonly norm?: 'instance' | 'none'
  /** Where the published program does other than it should: as it does, or as it should. */
  readonly quirks?: 'faithful' | 'corrected'
  /** Residual blocks of a level, at most. */
  readonly mostBlocks?: number
  /** Slices that a network for volumes sees at a time. */
  readonly slices?: number
  /** Side of what a network for volumes sees at a time, pixels; null = the whole prepared slice. */
  readonly patch?: number | null
  /** `auto`: as large as data, memory and time allow, see `minutes`. */
  readonly plan?: 'own' | 'auto'
  /** Time that a planned network is trained in; null = that of the run, or as long as it takes. */
  readonly minutes?: number | null
  /** Pixels of the image for one of the deepest maps. */
  readonly outputStride?: 8 | 16
}

/** The settings that each network has, and their defaults for a new experiment. */
export const networkSettings: Readonly<Record<NetworkId, NetworkSettings>> = {
  'unet-2d': { baseFilters: 16, depth: 5, dropout: 0.3, norm: 'instance' },
  'unet-3d': { baseFilters: 32, depth: 5, dropout: 0.3, norm: 'instance', slices: 16, patch: null },
  densenet: { growth: 16, dropout: 0.2, quirks: 'corrected' },
  'fcn-tran': { baseFilters: 64, dropout: 0.5, quirks: 'corrected' },
  'fcn-alexnet': { baseFilters: 96, dropout: 0.5, quirks: 'corrected' },
  'fcn-8s': { baseFilters: 64, dropout: 0.5, quirks: 'corrected' },
  'deeplab-v3': { baseFilters: 64, outputStride: 16, quirks: 'corrected' },
  'deeplab-v2': { baseFilters: 64, quirks: 'corrected' },
  'residual-unet': { baseFilters: 32, mostBlocks: 6, plan: 'own', minutes: null },
  'encoder-decoder': { baseFilters: 12, depth: 5, quirks: 'corrected' },
  'encoder-decoder-unet': { baseFilters: 12, depth: 5, quirks: 'corrected' },
  'isensee-acdc-2d': { baseFilters: 48, dropout: 0.3, quirks: 'corrected' },
  'isensee-acdc-3d': { baseFilters: 26, dropout: 0.5, slices: 10, patch: null },
}

/** A network of the user's own has no settings that Septum knows. */
export const settingsOfNetwork = (id: NetworkId | PluginName): NetworkSettings =>
  id in networkSettings ? networkSettings[id as NetworkId] : {}

/** Networks that read a whole stack of slices at a time. */
export const volumeNetworks: ReadonlySet<string> = new Set<NetworkId>(['unet-3d', 'isensee-acdc-3d'])
