import type { CancelSignal } from '#shared/ipc/contract'

/** The platform's AbortSignal that follows a contract's cancel signal. */
export function abortSignalOf(cancel: CancelSignal): AbortSignal {
  const controller = new AbortController()
  if (cancel.aborted) controller.abort()
  else cancel.addEventListener('abort', () => controller.abort())
  return controller.signal
}
