/** A gate at which work waits while it is paused. */
export interface PauseGate {
  set(paused: boolean): void
  /** Answers at once while nothing is paused; else when it goes on, or when `stop` is aborted. */
  wait(stop: AbortSignal): Promise<void>
}

export function pauseGate(): PauseGate {
  let open: (() => void) | null = null
  let opened: Promise<void> | null = null
  return {
    set(paused) {
      if (paused) opened ??= new Promise((resolve) => (open = resolve))
      else {
        open?.()
        opened = open = null
      }
    },
    async wait(stop) {
      if (!opened || stop.aborted) return
      const stopped = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()))
      await Promise.race([opened, stopped])
    },
  }
}
