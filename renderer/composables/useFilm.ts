import { computed, ref, watch } from 'vue'
import type { FilmShot } from '#renderer/components/train/filmPaint'
import type { RunHistory } from '#renderer/components/train/runHistory'
import { useFilmStore } from '#renderer/stores/film'
import { useRemembered } from './useRemembered'

/** The film of a run: which epoch is on show, and its pictures. It follows the newest epoch until it is moved back. */
export function useFilm(runId: () => string, history: () => RunHistory) {
  const film = useFilmStore()
  const last = computed(() => history().epochs.at(-1)?.epoch ?? 0)
  const count = computed(() => history().started?.film.length ?? 0)
  const chosen = ref<number | null>(null)
  const look = useRemembered<'outline' | 'fill'>('train.film.look', 'outline', (was) =>
    was === 'fill' || was === 'outline' ? was : null,
  )
  const epoch = computed({
    get: () => Math.min(chosen.value ?? last.value, Math.max(1, last.value)),
    set: (next: number) => (chosen.value = next >= last.value ? null : next),
  })
  const shots = computed<readonly (FilmShot | null)[]>(() => {
    void film.arrivals
    return Array.from({ length: count.value }, (_, index) => film.shotAt(runId(), epoch.value, index))
  })
  watch(
    [epoch, count],
    () => {
      for (let index = 0; index < count.value && last.value > 0; index++)
        void film.want(runId(), epoch.value, index)
    },
    { immediate: true },
  )
  const move = (by: number) => {
    epoch.value = Math.max(1, epoch.value + by)
  }
  return { epoch, look, shots, move }
}
