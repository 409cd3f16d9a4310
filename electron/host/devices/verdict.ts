import type { EngineRow } from '#shared/domain/device'

/** One plain sentence, or two: what Septum computes with here, and why. */
export function verdict(engines: readonly EngineRow[], cores: number, why: string): string {
  const used = engines.find((engine) => engine.default && engine.available)
  if (!used)
    return 'No compute engine works on this machine; studies can be read and drawn, but not trained on.'
  if (used.id !== 'onnxruntime') return `Septum computes on: ${used.device}. ${why}`
  return `Septum computes on the processor (${cores} ${cores === 1 ? 'core' : 'cores'}). ${why}`
}
