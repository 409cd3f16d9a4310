import type { ComputeChoice, EngineRow, EngineTest } from '#shared/domain/device'

export interface UsedEngine {
  readonly engine: string
  /** Why it, in one sentence. */
  readonly why: string
}

const processor = 'onnxruntime'

/**
 * What Septum computes with here. A chosen engine where it is available; else the processor, unless another device gave
 * all the known answers in its last test and was faster. A device that was never compared is not trusted with a run.
 */
export function usedEngine(
  rows: readonly EngineRow[],
  choice: Pick<ComputeChoice, 'engine'>,
  tests: readonly EngineTest[],
): UsedEngine {
  const found = (id: string) => rows.find((row) => row.id === id)
  const available = (id: string) => found(id)?.available === true
  const usual = [processor, 'tfjs-cpu'].find(available) ?? 'tfjs-cpu'
  const device = (id: string) => found(id)?.device ?? id
  if (choice.engine !== 'auto') {
    if (available(choice.engine)) return { engine: choice.engine, why: 'It was chosen in Settings.' }
    const reason = (found(choice.engine)?.reason ?? 'it is not known here').replace(/\.$/, '')
    return { engine: usual, why: `${choice.engine} was chosen and cannot be used: ${reason}.` }
  }
  const stepMs = (id: string) => tests.find((test) => test.engine === id && test.failed === 0)?.stepMs
  const others = rows.filter(({ id, available }) => available && id !== usual && id !== 'tfjs-cpu')
  const usualMs = stepMs(usual)
  const compared = others.flatMap(({ id }) => {
    const ms = stepMs(id)
    return ms === undefined || usualMs === undefined ? [] : [{ id, ms }]
  })
  const [fastest] = compared.sort((a, b) => a.ms - b.ms)
  if (fastest && usualMs !== undefined && fastest.ms < usualMs)
    return {
      engine: fastest.id,
      why: `In the last test it was ${(usualMs / fastest.ms).toFixed(1)} times as fast as the processor.`,
    }
  if (fastest && usualMs !== undefined)
    return {
      engine: usual,
      why: `In the last test it was ${(fastest.ms / usualMs).toFixed(1)} times as fast as ${device(fastest.id)}.`,
    }
  if (others.length)
    return { engine: usual, why: 'Another device is there and has not been compared yet: press Test all.' }
  return { engine: usual, why: 'No other device can be used here; each says why below.' }
}
