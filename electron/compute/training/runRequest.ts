import type { PluginPin } from '#shared/domain/plugin'
import type { RunMessage } from '#shared/domain/training'
import type { EngineOptions } from '#electron/onnx/engine'
import type { MachineMemory } from '#electron/workspace/machineMemory'
import type { PluginRules } from '../plugins/loadedPlugin'
import type { RunControl } from './runControl'

/** What a run is started with. */
export interface RunRequest {
  readonly runFolder: string
  readonly modelsFolder: string
  /** What to compute with; default: the usual engine. What cannot be had is replaced, with a note in the log. */
  readonly engine?: EngineOptions
  readonly listen: (message: RunMessage) => void
  readonly control: RunControl
  /** Aborted: ends at once, without an ending in the log; the run can be resumed from its last checkpoint. */
  readonly signal: AbortSignal
  readonly beat?: (step: number) => void
  /** Where compiled steps are kept from run to run; null or left out: nowhere. */
  readonly plansFolder?: string | null
  /** Where prepared cases are kept from run to run; null or left out: nowhere. */
  readonly preparedFolder?: string | null
  /** Threads that augment, and their program; left out: batches are made between the steps. */
  readonly workers?: { readonly count: number; readonly program: URL }
  /** Plug-ins that may be loaded from the run's folder, by hash. */
  readonly plugins?: readonly PluginPin[]
  readonly pluginRules?: PluginRules
  /** What the machine has to offer; told otherwise in tests. */
  readonly memory?: () => MachineMemory
}
