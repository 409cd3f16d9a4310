import type { ComputeSettings } from '#shared/domain/device'
import { engineNamed } from '#electron/onnx/devices'
import type { EngineOptions } from '#electron/onnx/engine'
import { physicalCores } from '#electron/onnx/physicalCores'

/** What a process was told to compute with, as the engine takes it. Throws NOT_FOUND for an engine that is unknown. */
export const engineOptionsOf = ({ engine, threads, spareCores, half }: ComputeSettings): EngineOptions => ({
  engine: engineNamed(engine),
  threads: threads ?? Math.max(1, physicalCores() - spareCores),
  half,
})
