import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Flash } from './useEditing'

const litMs = 600

/** What undo or redo just did, for as long as its place is lit (R-UN-3); null: nothing is lit. */
export function useChangeFlash(flash: () => Flash | null) {
  const lit = shallowRef<Flash | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(flash, (next) => {
    lit.value = next
    clearTimeout(timer)
    timer = setTimeout(() => (lit.value = null), litMs)
  })
  onScopeDispose(() => clearTimeout(timer))
  return lit
}
