import type { Areas, Client, Message, Port } from './contract'
import { ForeignFault, SeptumError } from '#shared/errors/SeptumError'

interface Pending {
  readonly resolve: (message: Extract<Message, { type: 'answer' }>, bytes?: Uint8Array) => void
  readonly reject: (error: Error) => void
  readonly onProgress: ((value: unknown) => void) | undefined
}

/**
 * The asking end of a port: `client.<area>.<name>(input)`. Answers and news are parsed before they are handed on.
 * A fault is thrown as ForeignFault with its sentences; a port that closes fails what is still waiting, naming `peer`.
 */
export function connect<S extends Areas>(port: Port, areas: S, peer = 'host'): Client<S> {
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  let nextId = 1
  let closed = false

  port.onMessage((message, bytes) => {
    if (message.type === 'answer') {
      const waiting = pending.get(message.id)
      pending.delete(message.id)
      waiting?.resolve(message, bytes)
    } else if (message.type === 'progress') pending.get(message.id)?.onProgress?.(message.value)
    else if (message.type === 'event') {
      const entry = areas[message.area]?.[message.name]
      if (entry?.kind !== 'event') return
      const payload = entry.payload.parse(message.payload)
      for (const listener of listeners.get(`${message.area}.${message.name}`) ?? []) listener(payload)
    }
  })
  const lost = () => new SeptumError('COMPUTE_CRASHED', { job: peer, exit: 'connection closed' })
  port.onClose(() => {
    closed = true
    for (const { reject } of pending.values()) reject(lost())
    pending.clear()
  })

  function ask(area: string, name: string, input: unknown, onProgress?: (value: unknown) => void) {
    const entry = areas[area]![name]!
    if (entry.kind === 'event') throw new Error(`${area}.${name} is news, not a question`)
    const id = nextId++
    const promise = new Promise<unknown>((resolve, reject) => {
      if (closed) return reject(lost())
      pending.set(id, {
        reject,
        onProgress,
        resolve: ({ result }, bytes) => {
          if (!result.ok) return reject(new ForeignFault(result.fault))
          try {
            const value = entry.output.parse(result.value)
            resolve(entry.kind === 'pixels' ? { header: value, bytes: bytes ?? new Uint8Array() } : value)
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)))
          }
        },
      })
      port.send({ type: 'ask', id, area, name, input })
    })
    return Object.assign(promise, { cancel: () => closed || port.send({ type: 'cancel', id }) })
  }

  function listen(key: string, listener: (payload: unknown) => void): () => void {
    const heard = listeners.get(key) ?? new Set()
    listeners.set(key, heard.add(listener))
    return () => heard.delete(listener)
  }

  const client: Record<string, Record<string, unknown>> = {}
  for (const [area, entries] of Object.entries(areas)) {
    client[area] = {}
    for (const [name, entry] of Object.entries(entries))
      client[area][name] =
        entry.kind === 'event'
          ? (listener: (payload: unknown) => void) => listen(`${area}.${name}`, listener)
          : (input: unknown, onProgress?: (value: unknown) => void) => ask(area, name, input, onProgress)
  }
  return client as Client<S>
}
