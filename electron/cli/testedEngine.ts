import type { EngineTest } from '#shared/domain/device'
import type { Output } from './output'
import { childrenBesideUs } from './withHost'

/** Tests one engine in a process of its own. Throws NOT_FOUND, ENGINE_UNAVAILABLE, PRECISION_UNSUPPORTED, CANCELLED. */
export async function testedEngine(
  name: string,
  { threads = null, half = false }: { readonly threads?: number | null; readonly half?: boolean },
  output: Pick<Output, 'progress'>,
  signal: AbortSignal,
): Promise<EngineTest> {
  const { engineNamed } = await import('#electron/onnx/devices')
  const { inProbe } = await import('#electron/host/devices/probeChild')
  const engine = engineNamed(name)
  const settings = { engine, threads, spareCores: 0, half }
  const tell = ({ done, total, what }: { done: number; total: number; what: string }) =>
    output.progress(done, total, `${engine}: ${what}`)
  return inProbe(childrenBesideUs(), engine, (probing) => probing.test(settings, tell), { signal })
}

export const milliseconds = (ms: number | undefined): string =>
  ms === undefined ? '' : `${ms.toFixed(1)} ms`

export function testText({ engine, passed, failed, fallbacks, problems, ...times }: EngineTest): string {
  const { stepMs, predictMs, memoryBytes } = times
  const lines = [`${engine}: ${passed} passed, ${failed} failed`, ...problems]
  if (fallbacks.length) lines.push(`On the reference engine: ${fallbacks.join(', ')}`)
  if (stepMs !== undefined)
    lines.push(
      `Small U-Net: ${milliseconds(stepMs)} a training step, ${milliseconds(predictMs)} a prediction`,
    )
  if (memoryBytes !== undefined)
    lines.push(`Memory of the test's process: ${Math.round(memoryBytes / 2 ** 20)} MB`)
  return lines.join('\n')
}
