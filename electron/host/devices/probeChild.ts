import { probeAreas } from '#shared/ipc/children'
import type { Fork } from '#shared/ipc/childProcess'
import { connect } from '#shared/ipc/connect'
import type { CancelSignal, Client } from '#shared/ipc/contract'
import { ForeignFault, SeptumError } from '#shared/errors/SeptumError'

type Probing = Client<typeof probeAreas>['probing']

/** The longest that a device may take to start: some drivers hang instead of failing. */
const patienceMs = 60_000

/**
 * Asks something of an engine in a process of its own, which then ends: a broken driver ends only that process, and is
 * told as ENGINE_UNAVAILABLE. Aborting ends the process at once and throws CANCELLED.
 */
export async function inProbe<T>(
  fork: Fork,
  engine: string,
  ask: (probing: Probing) => Promise<T>,
  { signal, limitMs }: { readonly signal?: CancelSignal; readonly limitMs?: number } = {},
): Promise<T> {
  const child = fork('probe')
  const unavailable = (reason: string) => new SeptumError('ENGINE_UNAVAILABLE', { engine, reason })
  let stop: (error: Error) => void = () => undefined
  const stopped = new Promise<never>((_, reject) => (stop = reject))
  const cancel = () => stop(new SeptumError('CANCELLED', { what: `The test of ${engine}` }))
  const timer =
    limitMs && setTimeout(() => stop(unavailable(`it did not answer in ${limitMs / 1000} s`)), limitMs)
  child.onExit((exit) => stop(unavailable(`its driver ended the process that tried it (exit ${exit})`)))
  signal?.addEventListener('abort', cancel)
  if (signal?.aborted) cancel()
  try {
    const { probing } = connect(child.port, probeAreas, 'probe')
    const asked = ask(probing).catch((error: unknown) => {
      // A line that closed is the child's death; its exit says more, and comes next.
      if (error instanceof SeptumError && error.code === 'COMPUTE_CRASHED') return stopped
      throw error
    })
    return await Promise.race([asked, stopped])
  } finally {
    if (timer) clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
    child.kill()
  }
}

/** Why an engine does not start; null = it does. */
export async function startReason(fork: Fork, engine: string): Promise<string | null> {
  try {
    const started = await inProbe(fork, engine, (probing) => probing.start({ engine }), {
      limitMs: patienceMs,
    })
    return started.reason
  } catch (error) {
    if (error instanceof ForeignFault) return error.fault.cause
    if (error instanceof SeptumError) return `${error.facts.reason}.`
    throw error
  }
}
