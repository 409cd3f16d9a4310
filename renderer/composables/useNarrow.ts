import { onScopeDispose, ref } from 'vue'

/** Whether the window is at most so many CSS pixels wide. */
export function useNarrow(px: number) {
  const query = window.matchMedia(`(max-width: ${px}px)`)
  const narrow = ref(query.matches)
  const look = () => (narrow.value = query.matches)
  query.addEventListener('change', look)
  onScopeDispose(() => query.removeEventListener('change', look))
  return narrow
}
