import type { Message, Port } from '#shared/ipc/contract'

/** Two ends of a line inside one process: the command line and tests talk to the host as a page does. */
export function loopback(): [Port, Port] {
  const left = new LoopbackEnd()
  const right = new LoopbackEnd()
  left.other = right
  right.other = left
  return [left, right]
}

class LoopbackEnd implements Port {
  other!: LoopbackEnd
  private readonly listeners: ((message: Message, bytes?: Uint8Array) => void)[] = []
  private readonly closers: (() => void)[] = []
  private closed = false

  /** Copied as any other transport copies, and never delivered within the sender's own call. */
  send(message: Message, bytes?: Uint8Array): void {
    if (this.closed) return
    const copy = structuredClone(message)
    setImmediate(() => this.other.receive(copy, bytes))
  }

  onMessage(listener: (message: Message, bytes?: Uint8Array) => void): void {
    this.listeners.push(listener)
  }

  onClose(listener: () => void): void {
    this.closers.push(listener)
  }

  close(): void {
    this.end()
    setImmediate(() => this.other.end())
  }

  private receive(message: Message, bytes?: Uint8Array): void {
    if (!this.closed) for (const listener of this.listeners) listener(message, bytes)
  }

  private end(): void {
    if (this.closed) return
    this.closed = true
    for (const closer of this.closers) closer()
  }
}
