import { expect, test } from 'vitest'
import { z } from '#shared/domain/schema'
import { connect } from '#shared/ipc/connect'
import { call, event, type Message, type Port } from '#shared/ipc/contract'
import { serve } from '#shared/ipc/serve'
import { ForeignFault } from '#shared/errors/SeptumError'
import { lastingPort, type LineState } from '#renderer/septum/lastingPort'

const areas = {
  clinic: { double: call(z.number(), z.number()), wait: call(z.void(), z.void()), news: event(z.string()) },
}

/** A pair of ports with nothing between them; `cut` closes both. */
function pair() {
  const ends = [0, 1].map(() => ({
    hears: [] as ((message: Message, bytes?: Uint8Array) => void)[],
    closes: [] as (() => void)[],
  }))
  const port = (mine: number): Port => ({
    send: (message, bytes) => {
      const heard = ends[1 - mine]!.hears
      queueMicrotask(() => heard.forEach((hear) => hear(structuredClone(message), bytes)))
    },
    onMessage: (listener) => void ends[mine]!.hears.push(listener),
    onClose: (listener) => void ends[mine]!.closes.push(listener),
    close: () => cut(),
  })
  const cut = () => ends.flatMap(({ closes }) => closes).forEach((close) => close())
  return { page: port(0), host: port(1), cut }
}

/** A host that doubles numbers, and a page whose clock is turned by hand. */
function workplace() {
  const due: { at: number; work: () => void }[] = []
  let now = 0
  const lines: ReturnType<typeof pair>[] = []
  const news: ((text: string) => void)[] = []
  let answering = true
  const states: LineState['phase'][] = []
  const port = lastingPort({
    now: () => now,
    later(work, delayMs) {
      const entry = { at: now + delayMs, work }
      due.push(entry)
      return () => void due.splice(due.indexOf(entry), 1)
    },
  })
  port.onState(({ phase }) => states.push(phase))
  const client = connect(port, areas)
  const open = async () => {
    if (!answering) throw new Error('nobody there')
    const line = pair()
    const emit = serve(line.host, areas, {
      clinic: { double: async (n) => 2 * n, wait: () => new Promise(() => {}) },
    })
    news.push(emit.clinic.news)
    lines.push(line)
    return line.page
  }
  return {
    client,
    port,
    states,
    start: () => port.start(open),
    tell: (text: string) => news.at(-1)!(text),
    cut: () => lines.at(-1)!.cut(),
    now: () => now,
    stopAnswering: (stopped: boolean) => (answering = !stopped),
    async pass(ms: number) {
      now += ms
      for (const entry of due.filter(({ at }) => at <= now)) {
        due.splice(due.indexOf(entry), 1)
        entry.work()
      }
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
const codeOf = (error: unknown) => (error instanceof ForeignFault ? error.fault.code : error)

test('what is asked before the first line is there waits for it', async () => {
  const { client, start, states } = workplace()
  const answer = client.clinic.double(21)
  start()
  expect(await answer).toBe(42)
  expect(states).toEqual(['connected'])
})

test('a broken line answers what was under way with HOST_LOST, and comes back by itself', async () => {
  const place = workplace()
  place.start()
  expect(await place.client.clinic.double(1)).toBe(2)
  const heard: string[] = []
  place.client.clinic.news((text) => heard.push(text))

  const waiting = place.client.clinic.wait().catch(codeOf)
  place.cut()
  expect(await waiting).toBe('HOST_LOST')
  expect(await place.client.clinic.double(3).catch(codeOf)).toBe('HOST_LOST')

  await place.pass(500)
  expect(await place.client.clinic.double(4)).toBe(8)
  place.tell('still listening')
  await place.pass(0)
  expect(heard).toEqual(['still listening'])
  expect(place.states).toEqual(['connected', 'lost', 'connected'])
})

test('tries come further and further apart, and at once when the reader asks', async () => {
  const place = workplace()
  place.start()
  await place.client.clinic.double(1)
  place.stopAnswering(true)
  place.cut()
  const waits: number[] = []
  for (let i = 0; i < 5; i++) {
    const state = place.port.state()
    if (state.phase !== 'lost') throw new Error(`unexpectedly ${state.phase}`)
    waits.push(state.retryAt - place.now())
    await place.pass(state.retryAt - place.now())
  }
  expect(waits).toEqual([500, 1000, 2000, 4000, 4000])
  place.stopAnswering(false)
  place.port.retryNow()
  await place.pass(0)
  expect(place.port.state().phase).toBe('connected')
})
