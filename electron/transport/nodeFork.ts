import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ChildProcess, Fork } from '#shared/ipc/childProcess'
import type { Message } from '#shared/ipc/contract'

interface Envelope {
  readonly message: Message
  readonly bytes?: Uint8Array
}

/**
 * Starts children with Node's fork: `<entry>.js` in the folder `beside` (a file URL ending in a slash).
 * What they print goes to our stderr, so that stdout stays a command's answer; drivers that are only tried say nothing.
 */
export const nodeFork =
  (beside: URL): Fork =>
  (entry) =>
    forkFile(fileURLToPath(new URL(`./${entry}.js`, beside)), { silent: entry === 'probe' })

export function forkFile(file: string, { silent = false } = {}): ChildProcess {
  const printed = silent ? 'ignore' : 2
  const child = fork(file, [], { serialization: 'advanced', stdio: ['ignore', printed, printed, 'ipc'] })
  let exited: number | string | null = null
  const leavers: ((exit: number | string) => void)[] = []
  const closers: (() => void)[] = []
  const ended = (exit: number | string) => {
    if (exited !== null) return
    exited = exit
    for (const leaver of leavers) leaver(exit)
    for (const closer of closers) closer()
  }
  child.on('exit', (code, signal) => ended(signal ?? code ?? 'none'))
  child.on('error', (error) => ended(error.message))
  return {
    pid: child.pid,
    port: {
      send(message, bytes) {
        if (exited === null && child.connected)
          child.send(bytes ? { message, bytes } : { message }, () => undefined)
      },
      onMessage: (listener) =>
        void child.on('message', (raw) => {
          const { message, bytes } = raw as Envelope
          listener(message, bytes)
        }),
      onClose: (listener) => void closers.push(listener),
      close: () => {
        if (child.connected) child.disconnect()
      },
    },
    kill: () => void child.kill('SIGKILL'),
    onExit: (listener) => (exited === null ? void leavers.push(listener) : listener(exited)),
  }
}
