import type { Message, Port } from '#shared/ipc/contract'
import { installSocketGuard } from './socketGuard'
import { checked } from './framing'

interface Envelope {
  readonly message: Message
  readonly bytes?: Uint8Array
}

/** Electron's utility process talks over `process.parentPort`; Node's types do not know it. */
interface ParentPort {
  postMessage(value: Envelope): void
  on(event: 'message', listener: (event: { data: Envelope }) => void): void
  start?(): void
}

function parentPort(): ParentPort | undefined {
  return (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort
}

/**
 * The child's end of the line to the host, under Electron's utilityProcess or Node's fork (serialization "advanced").
 * Installs the socket guard. The child ends itself when the host goes away.
 */
export function childPort(): Port {
  installSocketGuard()
  const port = parentPort()
  if (port) return utilityPort(port)
  if (!process.send) throw new Error('This file is a child of Septum; it is not started by hand.')
  return forkedPort()
}

function forkedPort(): Port {
  process.on('disconnect', () => process.exit(0))
  return {
    send(message, bytes) {
      // A host that goes away in mid-sentence has nobody left to tell; `disconnect` ends the child.
      const ignored = (): void => undefined
      if (process.connected)
        process.send!(bytes ? { message, bytes } : { message }, undefined, undefined, ignored)
    },
    onMessage: (listener) =>
      void process.on('message', (envelope: Envelope) => listener(checked(envelope.message), envelope.bytes)),
    onClose: (listener) => void process.on('disconnect', listener),
    close: () => process.disconnect(),
  }
}

/** A utility process is ended by its parent's death; there is no closing to hear of. */
function utilityPort(port: ParentPort): Port {
  return {
    send: (message, bytes) => port.postMessage(bytes ? { message, bytes } : { message }),
    onMessage: (listener) =>
      void port.on('message', ({ data }) => listener(checked(data.message), data.bytes)),
    onClose: () => undefined,
    close: () => process.exit(0),
  }
}
