import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { ComputeChoice, EngineTest } from '#shared/domain/device'
import type { DeviceListing } from '#shared/ipc/devices'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { septum } from '#renderer/septum'

export type DevicesState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly listing: DeviceListing; readonly looking: boolean }
  | { readonly phase: 'failed'; readonly fault: Fault }

export type TestState =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'testing'; readonly done: number; readonly total: number; readonly what: string }
  | { readonly phase: 'tested'; readonly result: EngineTest }
  | { readonly phase: 'failed'; readonly fault: Fault }

type Look = 'quick' | 'try' | 'again'

/** What this machine computes with, and what the tests of its devices said. Two at once would slow each other. */
export const useDevicesStore = defineStore('devices', () => {
  const state = shallowRef<DevicesState>({ phase: 'loading' })
  const underWay = ref<Record<string, TestState>>({})
  let running: { cancel(): void } | null = null
  let queue: Promise<void> = Promise.resolve()
  let looked = false
  /** A quick look that is overtaken by a whole one shows what it found, while the whole one goes on. */
  let loads = 0

  const inUse = computed(() =>
    state.value.phase === 'ready'
      ? (state.value.listing.engines.find((engine) => engine.default) ?? null)
      : null,
  )
  /** Of each engine: the test under way, or else the last one that is remembered. */
  const tests = computed<Record<string, TestState>>(() => {
    const last = state.value.phase === 'ready' ? state.value.listing.tests : []
    const remembered = last.map((result) => [result.engine, { phase: 'tested', result } as const])
    return { ...Object.fromEntries(remembered), ...underWay.value }
  })
  const testing = computed(() =>
    Object.values(underWay.value).some(({ phase }) => phase === 'waiting' || phase === 'testing'),
  )

  /** `quick` for the device's name alone; the screen that lists all devices has them tried. */
  async function load(look: Look = 'quick'): Promise<void> {
    const mine = ++loads
    const looking = () => mine !== loads
    if (state.value.phase === 'ready') state.value = { ...state.value, looking: look !== 'quick' }
    try {
      const listing = await septum.devices.list({ look })
      state.value = { phase: 'ready', listing, looking: looking() }
    } catch (error) {
      if (!looking()) state.value = { phase: 'failed', fault: toFault(error) }
    }
  }

  /** Tries every device, once while the program is open. */
  async function look(): Promise<void> {
    if (looked) return
    looked = true
    await load('try')
  }

  function test(engine: string): Promise<void> {
    if (['waiting', 'testing'].includes(underWay.value[engine]?.phase ?? '')) return queue
    underWay.value[engine] = { phase: 'waiting' }
    queue = queue.then(() => tested(engine))
    return queue
  }

  async function tested(engine: string): Promise<void> {
    if (underWay.value[engine]?.phase !== 'waiting') return
    underWay.value[engine] = { phase: 'testing', done: 0, total: 0, what: '' }
    const task = septum.devices.test({ engine }, (progress) => {
      if (underWay.value[engine]?.phase === 'testing')
        underWay.value[engine] = { phase: 'testing', ...progress, what: progress.what ?? '' }
    })
    running = task
    try {
      await task
      delete underWay.value[engine]
    } catch (error) {
      const fault = toFault(error)
      if (fault.code === 'CANCELLED') delete underWay.value[engine]
      else underWay.value[engine] = { phase: 'failed', fault }
    }
    running = null
    await load(looked ? 'try' : 'quick')
  }

  /** Ends the test under way, and drops those that wait. */
  function cancelTests(): void {
    for (const [engine, { phase }] of Object.entries(underWay.value))
      if (phase === 'waiting') delete underWay.value[engine]
    running?.cancel()
  }

  async function choose(change: Partial<ComputeChoice>): Promise<void> {
    if (state.value.phase !== 'ready') return
    await septum.devices.choose({ ...state.value.listing.choice, ...change })
    await load(looked ? 'try' : 'quick')
  }

  return { state, tests, testing, inUse, load, look, test, cancelTests, choose }
})
