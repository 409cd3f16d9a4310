import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { useChangeFlash } from '#renderer/composables/read/useChangeFlash'
import type { Flash } from '#renderer/composables/read/useEditing'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const flashOf = (number: number): Flash => ({
  text: `Undid ${number}`,
  number,
  step: { id: 'a', label: 'Push', at: '', actor: 'AB', place: { slice: 1, phase: 0 }, changes: [] },
})

test('R-UN-3: what undo changed is lit for 600 ms, and anew by the next undo', async () => {
  const flash = shallowRef<Flash | null>(null)
  const scope = effectScope()
  const lit = scope.run(() => useChangeFlash(() => flash.value))!

  flash.value = flashOf(1)
  await nextTick()
  vi.advanceTimersByTime(500)
  flash.value = flashOf(2)
  await nextTick()
  vi.advanceTimersByTime(599)
  expect(lit.value?.number).toBe(2)
  vi.advanceTimersByTime(1)
  expect(lit.value).toBeNull()
  scope.stop()
})
