import type { Message, Port } from '#shared/ipc/contract'
import { binaryFrame, messageOfFrame } from './framing'

/** Opens the local page's socket; fails when the host does not answer or refuses the session. */
export function openWebSocketPort(address: string): Promise<Port> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address)
    socket.binaryType = 'arraybuffer'
    socket.onerror = () => reject(new Error(`no connection to ${address}`))
    socket.onopen = () => resolve(portOf(socket))
  })
}

function portOf(socket: WebSocket): Port {
  return {
    send: (message, bytes) => socket.send(bytes ? binaryFrame(message, bytes) : JSON.stringify(message)),
    onMessage(listener) {
      socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
        if (typeof data === 'string') return listener(JSON.parse(data) as Message)
        const { message, bytes } = messageOfFrame(data)
        listener(message, bytes)
      }
    },
    onClose: (listener) => {
      socket.onclose = listener
    },
    close: () => socket.close(),
  }
}
