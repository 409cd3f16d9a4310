import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { EngineTest } from '#shared/domain/device'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { septum } from '#renderer/septum'

type Listing = Awaited<ReturnType<typeof septum.devices.list>>

export type DevicesState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly listing: Listing }
  | { readonly phase: 'failed'; readonly fault: Fault }

export type TestState =
  | { readonly phase: 'testing' }
  | { readonly phase: 'tested'; readonly result: EngineTest; readonly at: string }
  | { readonly phase: 'failed'; readonly fault: Fault }

/** What this machine computes with, and what the self-tests of this session said. */
export const useDevicesStore = defineStore('devices', () => {
  const state = shallowRef<DevicesState>({ phase: 'loading' })
  const tests = ref<Record<string, TestState>>({})
  const inUse = computed(() =>
    state.value.phase === 'ready'
      ? (state.value.listing.engines.find((engine) => engine.default) ?? null)
      : null,
  )

  async function load(): Promise<void> {
    try {
      state.value = { phase: 'ready', listing: await septum.devices.list() }
    } catch (error) {
      state.value = { phase: 'failed', fault: toFault(error) }
    }
  }

  async function test(engine: string): Promise<void> {
    tests.value[engine] = { phase: 'testing' }
    try {
      const result = await septum.devices.test({ engine })
      tests.value[engine] = { phase: 'tested', result, at: new Date().toISOString() }
    } catch (error) {
      tests.value[engine] = { phase: 'failed', fault: toFault(error) }
    }
  }

  return { state, tests, inUse, load, test }
})
