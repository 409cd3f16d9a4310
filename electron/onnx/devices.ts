import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { SeptumError } from '#shared/errors/SeptumError'
import { nodeEngineReason, type NodeEngine } from './nodeEngines'
import { physicalCores } from './physicalCores'
import { builtProviders, probeBlock, type Provider } from './runtime'

export type DeviceProvider = Exclude<Provider, 'cpu'>
export type EngineId = 'onnxruntime' | `onnxruntime-${DeviceProvider}` | 'tfjs-cpu' | NodeEngine

export interface EngineRow {
  readonly id: EngineId
  readonly device: string
  readonly available: boolean
  /** Why it is not available. */
  readonly reason?: string
  readonly default: boolean
}

/** What each provider runs on, and the short name under which people ask for it. */
const providers: Readonly<Record<DeviceProvider, { device: string; home: string }>> = {
  cuda: { device: 'NVIDIA graphics card', home: 'Linux and Windows on x64' },
  dml: { device: 'graphics card on Windows', home: 'Windows' },
  coreml: { device: 'Apple processor', home: 'macOS' },
  webgpu: { device: 'any graphics card', home: 'Linux, macOS and Windows' },
}

const shortNames: ReadonlyMap<string, EngineId> = new Map([
  ['cpu', 'onnxruntime'],
  ['cuda', 'onnxruntime-cuda'],
  ['dml', 'onnxruntime-dml'],
  ['coreml', 'onnxruntime-coreml'],
  ['webgpu', 'onnxruntime-webgpu'],
])

/** The provider of an engine that computes on a device of its own; null for all others. */
export const deviceProvider = (engine: EngineId): DeviceProvider | null => {
  const name = engine.replace('onnxruntime-', '')
  return name !== engine && name in providers ? (name as DeviceProvider) : null
}

/**
 * The engine of this name: an id, or `cpu`, `webgpu`, `dml`, `coreml`, `cuda` for ONNX Runtime on that device.
 * Throws NOT_FOUND.
 */
export function engineNamed(name: string): EngineId {
  const id = shortNames.get(name) ?? listEngines().find((row) => row.id === name)?.id
  if (!id) throw new SeptumError('NOT_FOUND', { kind: 'engine', id: name })
  return id
}

/**
 * Every engine that Septum knows, and why one cannot be here. No driver is touched: a device that is listed as
 * available may still refuse to start, which `useEngine` tells.
 */
export function listEngines(): EngineRow[] {
  const cpu = runtimeReason()
  const cores = physicalCores()
  const rows: EngineRow[] = [
    row('onnxruntime', `processor, ${cores} ${cores === 1 ? 'core' : 'cores'}`, cpu, cpu === null),
    ...(Object.keys(providers) as DeviceProvider[]).map((provider) =>
      row(`onnxruntime-${provider}`, providers[provider].device, cpu ?? providerReason(provider)),
    ),
    row('tfjs-node-gpu', 'NVIDIA graphics card, through TensorFlow', nodeEngineReason('tfjs-node-gpu')),
    row('tfjs-node', 'processor, through TensorFlow', nodeEngineReason('tfjs-node')),
    row('tfjs-cpu', 'processor, 1 core, for reference', null, cpu !== null),
  ]
  return rows
}

const row = (id: EngineId, device: string, reason: string | null, isDefault = false): EngineRow => ({
  id,
  device,
  available: reason === null,
  ...(reason === null ? {} : { reason }),
  default: isDefault,
})

function runtimeReason(): string | null {
  try {
    probeBlock()
    return null
  } catch (error) {
    return `ONNX Runtime has no part for ${process.platform} ${process.arch}: ${String(error)}`
  }
}

/** A reason as part of a sentence. */
export const bare = (reason: string): string => reason.replace(/\.$/, '')

/** Why this build cannot have a provider; null = it may. Nothing is loaded. */
export function providerReason(provider: DeviceProvider): string | null {
  const built = builtProviders().find(({ name }) => name === provider)
  if (!built)
    return `ONNX Runtime is made without it for ${process.platform} ${process.arch}; it is a part of ${providers[provider].home}.`
  if (!built.bundled && !existsSync(providerLibrary(provider)))
    return 'Its library has not been fetched: run `npm run extras -- gpu`.'
  return null
}

/** Where the library of a provider lies that does not come with the package. */
function providerLibrary(provider: DeviceProvider): string {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node/package.json')
  const folder = path.join(path.dirname(entry), 'bin/napi-v6', process.platform, process.arch)
  const name =
    process.platform === 'win32'
      ? `onnxruntime_providers_${provider}.dll`
      : `libonnxruntime_providers_${provider}.so`
  return path.join(folder, name)
}
