import type { Message, Port } from '#shared/ipc/contract'
import { refused } from '#shared/errors/result'
import { SeptumError } from '#shared/errors/SeptumError'

/** Where the line to the host stands. `retryAt`: the time (ms since 1970) of the next try. */
export type LineState =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'connected' }
  | { readonly phase: 'lost'; readonly retryAt: number }

export interface LastingPort extends Port {
  readonly state: () => LineState
  readonly onState: (listener: (state: LineState) => void) => () => void
  /** Opens the first line and a new one whenever it breaks. */
  readonly start: (open: () => Promise<Port>) => void
  /** Tries at once instead of waiting for `retryAt`. */
  readonly retryNow: () => void
}

export interface Clock {
  readonly now: () => number
  /** Runs `work` after `delayMs`; answers what takes it back. */
  readonly later: (work: () => void, delayMs: number) => () => void
}

const delaysMs = [500, 1000, 2000, 4000]

/**
 * One Port over many lines: a line that breaks is opened again, and who listens goes on listening.
 * Questions asked before the first line wait for it; those under way when a line breaks, and those asked while
 * there is none, are answered with HOST_LOST, so that no promise hangs.
 */
export function lastingPort(clock: Clock): LastingPort {
  const hearers = new Set<(message: Message, bytes?: Uint8Array) => void>()
  const watchers = new Set<(state: LineState) => void>()
  const asked = new Set<number>()
  const waiting: { message: Message; bytes: Uint8Array | undefined }[] = []
  let state: LineState = { phase: 'connecting' }
  let line: Port | null = null
  let opener: (() => Promise<Port>) | null = null
  let failures = 0
  let forget = () => {}

  const become = (next: LineState) => {
    state = next
    for (const watcher of watchers) watcher(next)
  }
  const hear = (message: Message, bytes?: Uint8Array) => {
    if (message.type === 'answer') asked.delete(message.id)
    for (const hearer of hearers) hearer(message, bytes)
  }
  const fail = (id: number) =>
    hear({ type: 'answer', id, result: refused(new SeptumError('HOST_LOST').toFault()) })

  function lost(): void {
    line = null
    const delay = delaysMs[Math.min(failures++, delaysMs.length - 1)]!
    become({ phase: 'lost', retryAt: clock.now() + delay })
    forget = clock.later(() => void open(), delay)
    waiting.length = 0
    for (const id of [...asked]) fail(id)
  }

  async function open(): Promise<void> {
    if (!opener) return
    try {
      const opened = await opener()
      line = opened
      failures = 0
      opened.onMessage(hear)
      opened.onClose(() => line === opened && lost())
      for (const { message, bytes } of waiting.splice(0)) opened.send(message, bytes)
      become({ phase: 'connected' })
    } catch {
      lost()
    }
  }

  return {
    state: () => state,
    onState(listener) {
      watchers.add(listener)
      return () => watchers.delete(listener)
    },
    start(how) {
      opener = how
      void open()
    },
    retryNow() {
      if (state.phase !== 'lost') return
      forget()
      void open()
    },
    send(message, bytes) {
      if (message.type === 'ask') asked.add(message.id)
      if (line) line.send(message, bytes)
      else if (state.phase === 'connecting') waiting.push({ message, bytes })
      else if (message.type === 'ask') queueMicrotask(() => fail(message.id))
    },
    onMessage: (listener) => void hearers.add(listener),
    // It never closes: a broken line is opened again.
    onClose: () => {},
    close() {
      forget()
      opener = null
      line?.close()
    },
  }
}
