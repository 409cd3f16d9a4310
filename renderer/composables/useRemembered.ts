import { effectScope, ref, watch, type Ref } from 'vue'
import { useAppStore } from '#renderer/stores/app'

const quietMs = 500
/** One value a key for the whole page, whoever asks; by the store that keeps it. */
const values = new WeakMap<object, Map<string, Ref<unknown>>>()

/**
 * A value that outlives the program (R-ALL-6): shared by all who ask for the key, written half a second after it
 * last changed. `accept` answers the value as it may be used, or null when what was remembered no longer fits.
 */
export function useRemembered<T>(key: string, initial: T, accept: (remembered: unknown) => T | null): Ref<T> {
  const app = useAppStore()
  const ofStore = values.get(app) ?? new Map<string, Ref<unknown>>()
  values.set(app, ofStore)
  const known = ofStore.get(key)
  // The first asker's `accept` vouches for the type: a key belongs to one noun.
  if (known) return known as Ref<T>

  const value = ref(accept(app.remembered[key]) ?? initial) as Ref<T>
  ofStore.set(key, value)
  let timer: ReturnType<typeof setTimeout> | undefined
  // Outlives the component that asked first.
  effectScope(true).run(() =>
    watch(
      value,
      (next) => {
        clearTimeout(timer)
        timer = setTimeout(() => app.remember(key, next), quietMs)
      },
      { deep: true },
    ),
  )
  return value
}
