import { utilityProcess } from 'electron'
import { fileURLToPath } from 'node:url'
import type { Fork } from '#shared/ipc/childProcess'
import type { Message } from '#shared/ipc/contract'

interface Envelope {
  readonly message: Message
  readonly bytes?: Uint8Array
}

/** Starts children as Electron's utility processes: `<entry>.js` in the folder `beside` (a file URL). */
export const utilityFork =
  (beside: URL): Fork =>
  (entry) => {
    const file = fileURLToPath(new URL(`./${entry}.js`, beside))
    const stdio = entry === 'probe' ? 'ignore' : 'inherit'
    const child = utilityProcess.fork(file, [], { serviceName: `Septum ${entry}`, stdio })
    let exited: number | null = null
    const leavers: ((exit: number) => void)[] = []
    const closers: (() => void)[] = []
    child.once('exit', (code) => {
      exited = code
      for (const leaver of leavers) leaver(code)
      for (const closer of closers) closer()
    })
    return {
      get pid() {
        return child.pid
      },
      port: {
        send(message, bytes) {
          if (exited === null) child.postMessage(bytes ? { message, bytes } : { message })
        },
        onMessage: (listener) =>
          void child.on('message', ({ message, bytes }: Envelope) => listener(message, bytes)),
        onClose: (listener) => void closers.push(listener),
        close: () => void child.kill(),
      },
      kill: () => void child.kill(),
      onExit: (listener) => (exited === null ? void leavers.push(listener) : listener(exited)),
    }
  }
