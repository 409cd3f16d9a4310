import { ref, watch, type Ref } from 'vue'
import { useAppStore } from '#renderer/stores/app'

/**
 * A value that outlives the program (R-ALL-6): read once when it is first asked for, written half a second after it
 * changed. `accept` answers the value as it may be used, or null when what was remembered no longer fits.
 */
export function useRemembered<T>(key: string, initial: T, accept: (remembered: unknown) => T | null): Ref<T> {
  const app = useAppStore()
  const value = ref(accept(app.remembered[key]) ?? initial) as Ref<T>
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    value,
    (next) => {
      clearTimeout(timer)
      timer = setTimeout(() => app.remember(key, next), 500)
    },
    { deep: true },
  )
  return value
}
