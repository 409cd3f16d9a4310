import type { CancelSignal } from './contract'
import type { AllHandlers, Areas, Emitters, Message, PixelAnswer, Port, TaskContext } from './contract'
import { SeptumError, toFault } from '#shared/errors/SeptumError'
import { answered, refused } from '#shared/errors/result'

class Canceller implements CancelSignal {
  aborted = false
  private readonly listeners = new Set<() => void>()
  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.add(listener)
  }
  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.delete(listener)
  }
  abort(): void {
    if (this.aborted) return
    this.aborted = true
    for (const listener of this.listeners) listener()
  }
}

type AnyHandler = (input: unknown, context?: TaskContext<unknown>) => Promise<unknown>

/**
 * Serves the areas on one port: parses every question, runs its handler, answers a Result. Questions that do not parse
 * answer REQUEST_INVALID; a port that closes cancels its tasks. Returns what sends news over this port.
 */
export function serve<S extends Areas>(port: Port, areas: S, handlers: AllHandlers<S>): Emitters<S> {
  const running = new Map<number, Canceller>()

  async function answer(question: Extract<Message, { type: 'ask' }>): Promise<void> {
    const { id, area, name } = question
    try {
      const entry =
        Object.hasOwn(areas, area) && Object.hasOwn(areas[area]!, name) ? areas[area]![name] : undefined
      if (!entry || entry.kind === 'event') throw invalid(area, name, 'there is no such call')
      const input = entry.input.safeParse(question.input)
      if (!input.success)
        throw invalid(
          area,
          name,
          input.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '),
        )
      // The contract's types tie each handler to its entry; here, behind the parser, they are one shape.
      const handler = (handlers as unknown as Record<string, Record<string, AnyHandler>>)[area]![name]!
      if (entry.kind === 'task') {
        const canceller = new Canceller()
        running.set(id, canceller)
        const progress = (value: unknown) => port.send({ type: 'progress', id, value })
        const value = await handler(input.data, { progress, signal: canceller })
        port.send({ type: 'answer', id, result: answered(value) })
      } else if (entry.kind === 'pixels') {
        const { header, bytes } = (await handler(input.data)) as PixelAnswer<unknown>
        port.send({ type: 'answer', id, result: answered(header) }, bytes)
      } else {
        port.send({ type: 'answer', id, result: answered(await handler(input.data)) })
      }
    } catch (error) {
      port.send({ type: 'answer', id, result: refused(toFault(error)) })
    } finally {
      running.delete(id)
    }
  }

  port.onMessage((message) => {
    if (message.type === 'ask') void answer(message)
    else if (message.type === 'cancel') running.get(message.id)?.abort()
  })
  port.onClose(() => {
    for (const canceller of running.values()) canceller.abort()
  })

  return emitters(areas, (message) => port.send(message))
}

const invalid = (area: string, name: string, reason: string) =>
  new SeptumError('REQUEST_INVALID', { call: `${area}.${name}`, reason })

/** Functions that tell each event of the areas to `send`. */
export function emitters<S extends Areas>(areas: S, send: (message: Message) => void): Emitters<S> {
  const out: Record<string, Record<string, (payload: unknown) => void>> = {}
  for (const [area, entries] of Object.entries(areas)) {
    out[area] = {}
    for (const [name, entry] of Object.entries(entries))
      if (entry.kind === 'event') out[area][name] = (payload) => send({ type: 'event', area, name, payload })
  }
  return out as Emitters<S>
}
