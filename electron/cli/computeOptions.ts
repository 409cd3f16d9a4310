import type { Command } from 'commander'
import type { ComputeChoice } from '#shared/domain/device'
import type { EngineOptions } from '#electron/onnx/engine'
import { threadCount } from './arguments'

/** What a command was told to compute with; what is left out is decided by Settings, or by the machine. */
export type ComputeOptions = Partial<Pick<ComputeChoice, 'engine' | 'half'>> & { readonly threads?: number }

/** Gives a command `--engine`, `--threads` and `--half`. */
export const withComputeOptions = (command: Command): Command =>
  command
    .option('--engine <id>', 'an engine of `septum engine list`, or cpu, webgpu, dml, coreml, cuda')
    .option('--threads <number>', 'threads of one operator; default: one a core', threadCount)
    .option('--half', 'convolutions in half precision, where the device has it')

/** For work in this process. Throws NOT_FOUND for an engine that is unknown. */
export async function engineOptions({ engine, threads, half }: ComputeOptions): Promise<EngineOptions> {
  const { engineNamed } = await import('#electron/onnx/devices')
  return {
    engine: engine === undefined || engine === 'auto' ? undefined : engineNamed(engine),
    threads,
    half,
  }
}

/** For work through the host. */
export async function computeChoice({ engine, ...rest }: ComputeOptions): Promise<Partial<ComputeChoice>> {
  const { engineNamed } = await import('#electron/onnx/devices')
  return engine === undefined ? rest : { ...rest, engine: engine === 'auto' ? engine : engineNamed(engine) }
}
