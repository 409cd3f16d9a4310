import { availableParallelism, totalmem } from 'node:os'
import type { Handlers } from '#shared/ipc/contract'
import type { devices } from '#shared/ipc/devices'
import type { EngineRow } from '#shared/domain/device'
import type { HostContext } from '../hostContext'

export const devicesHandlers = ({ inference }: HostContext): Handlers<typeof devices> => ({
  async list() {
    const engines = await inference.inferring.engines()
    const cores = availableParallelism()
    return { engines, verdict: verdict(engines, cores), cores, memoryBytes: totalmem() }
  },
  test: ({ engine }) => inference.inferring.testEngine({ engine }),
})

const graphics = /gpu|cuda|dml|directml|coreml/i

/** One plain sentence: what Septum computes with here, and why not with more. */
export function verdict(engines: readonly EngineRow[], cores: number): string {
  const used = engines.find((engine) => engine.default && engine.available)
  if (!used)
    return 'No compute engine works on this machine; studies can be read and drawn, but not trained on.'
  const withGraphics = graphics.test(`${used.id} ${used.device}`)
  if (withGraphics) return `Septum computes on ${used.device}.`
  const missing = engines.find(
    (engine) => !engine.available && graphics.test(`${engine.id} ${engine.device}`),
  )
  const why = missing?.reason ? ` (${missing.reason.replace(/\.$/, '')})` : ''
  const many = `${cores} ${cores === 1 ? 'core' : 'cores'}`
  return `Septum computes on the processor (${many}); no graphics card is used${why}.`
}
