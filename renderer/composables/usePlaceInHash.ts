import { watch } from 'vue'
import { hashOfPlace, placeOfHash, useScreensStore } from '#renderer/stores/screens'
import { useRemembered } from './useRemembered'

/** Ties the shown screen to the address's hash (back and forward work) and to what the program remembers. */
export function usePlaceInHash(): void {
  const screens = useScreensStore()
  const last = useRemembered('screen', '#/library', (kept) => (typeof kept === 'string' ? kept : null))

  const show = (hash: string) => {
    const place = placeOfHash(hash)
    if (place) screens.open(place.screen, place.subject ?? undefined)
  }
  show(location.hash || last.value)
  watch(
    () => hashOfPlace(screens.place),
    (hash) => {
      last.value = hash
      if (location.hash !== hash) location.hash = hash
    },
    { immediate: true },
  )
  window.addEventListener('hashchange', () => show(location.hash))
}
