import type { CancelSignal, RunningTask } from '#shared/ipc/contract'

/** Passes a cancel of the asker on to the child's task. */
export function cancellable<T>(task: RunningTask<T>, signal: CancelSignal): Promise<T> {
  if (signal.aborted) task.cancel()
  signal.addEventListener('abort', () => task.cancel())
  return task
}
