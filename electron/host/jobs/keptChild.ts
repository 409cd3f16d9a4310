import type { ChildEntry, ChildProcess, Fork } from '#shared/ipc/childProcess'
import { connect } from '#shared/ipc/connect'
import type { Areas, Client } from '#shared/ipc/contract'
import { SeptumError } from '#shared/errors/SeptumError'

export interface KeptChild<S extends Areas> {
  readonly client: Client<S>
  /** Ends the child; nothing is started again after it. */
  close(): Promise<void>
}

interface Generation<S extends Areas> {
  readonly child: ChildProcess
  readonly client: Client<S>
  readonly gone: Promise<number | string>
}

type Asker = (input: unknown, onProgress?: (value: unknown) => void) => Promise<unknown> & { cancel(): void }

/** How long a child may take to go when it was asked to. */
const patienceMs = 2000

/**
 * A child that stays: started at the first question, started again when it died, with a word through `notice`.
 * A question that was open when it died is asked once more of the next one (all of them only read); a task is not,
 * and neither is a question that kills twice: those fail with COMPUTE_CRASHED.
 */
export function keptChild<S extends Areas>(
  entry: ChildEntry,
  areas: S,
  fork: Fork,
  notice: (text: string) => void,
  /** Told to every child before anything else is asked of it. */
  greet: (client: Client<S>) => void = () => undefined,
): KeptChild<S> {
  let current: Generation<S> | null = null
  let closing = false

  function generation(): Generation<S> {
    if (closing) throw new SeptumError('CANCELLED', { what: `A question to the ${entry} process` })
    if (current) return current
    const child = fork(entry)
    const made: Generation<S> = {
      child,
      client: connect(child.port, areas, entry),
      gone: new Promise((resolve) => child.onExit(resolve)),
    }
    void made.gone.then((exit) => {
      if (current === made) current = null
      if (!closing)
        notice(`The ${entry} process ended (exit ${exit}); it is started again when it is needed.`)
    })
    current = made
    greet(made.client)
    return made
  }

  function asker(area: string, name: string): Asker {
    const kind = areas[area]![name]!.kind
    return (input, onProgress) => {
      let cancel: () => void = () => undefined
      const attempt = async (again: boolean): Promise<unknown> => {
        const { client, gone } = generation()
        const running = (client[area] as unknown as Record<string, Asker>)[name]!(input, onProgress)
        cancel = () => running.cancel()
        try {
          return await running
        } catch (error) {
          if (!(error instanceof SeptumError) || error.code !== 'COMPUTE_CRASHED' || closing) throw error
          const exit = await gone
          if (again && kind !== 'task') return attempt(false)
          throw new SeptumError('COMPUTE_CRASHED', { job: entry, exit }, { cause: error })
        }
      }
      return Object.assign(attempt(true), { cancel: () => cancel() })
    }
  }

  const client: Record<string, Record<string, Asker>> = {}
  for (const [area, entries] of Object.entries(areas)) {
    client[area] = {}
    for (const name of Object.keys(entries)) client[area][name] = asker(area, name)
  }

  return {
    client: client as unknown as Client<S>,
    async close() {
      closing = true
      if (!current) return
      const { child, gone } = current
      child.port.close()
      const timer = setTimeout(() => child.kill(), patienceMs)
      await gone
      clearTimeout(timer)
    },
  }
}
