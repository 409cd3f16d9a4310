import { computed, onScopeDispose, ref } from 'vue'
import { cinePhase, cycleMs } from '#renderer/canvas/gestures/cinePhase'
import { useFramesStore } from '#renderer/stores/frames'
import { usePlaceStore } from '#renderer/stores/readingPlace'
import { useReadingStore } from '#renderer/stores/reading'

const speeds = [0.1, 0.25, 0.5, 1, 2, 4] as const

/** Plays the heart cycle in the active pane at its true rate, times a chosen speed. */
export function useCine() {
  const reading = useReadingStore()
  const place = usePlaceStore()
  const frames = useFramesStore()
  const playing = ref(false)
  const speed = ref<number>(1)
  let request = 0
  let from = { phase: 0, atMs: 0 }

  const times = computed(() => reading.grid?.phaseTimesMs ?? null)
  const phases = computed(() => reading.grid?.phases ?? 1)
  const fps = computed(() => (phases.value * 1000) / cycleMs(times.value, phases.value))
  const bpm = computed(() => (times.value ? Math.round(60_000 / cycleMs(times.value, phases.value)) : null))

  const restart = (now: number) => (from = { phase: place.phase, atMs: now })

  function tick(now: number): void {
    if (!playing.value) return
    const next = cinePhase(times.value, phases.value, from.phase, (now - from.atMs) * speed.value)
    const there = { slice: place.slice, phase: next }
    // A frame that is still on its way is passed over: the clock goes on, nothing stale is shown.
    if (next !== place.phase && frames.frameAt(there)) place.showPhase(next)
    request = requestAnimationFrame(tick)
  }
  function play(): void {
    if (phases.value < 2) return
    playing.value = true
    restart(performance.now())
    request = requestAnimationFrame(tick)
  }
  function stop(): void {
    playing.value = false
    cancelAnimationFrame(request)
  }
  const toggle = () => (playing.value ? stop() : play())

  function changeSpeed(by: 1 | -1): void {
    const at = speeds.findIndex((value) => value === speed.value)
    speed.value = speeds[Math.min(speeds.length - 1, Math.max(0, at + by))]!
    restart(performance.now())
  }
  onScopeDispose(stop)

  return { playing, speed, fps, bpm, timed: computed(() => times.value !== null), toggle, stop, changeSpeed }
}
