import type { WebSocket } from 'ws'
import type { Message, Port } from '#shared/ipc/contract'
import { frameOf, unframed } from './framing'

/** Bytes that may wait in the socket before further messages are held back. */
const highWaterBytes = 32 * 1024 * 1024

interface Waiting {
  readonly message: Message
  readonly bytes: Uint8Array | undefined
}

/**
 * A page's socket as a Port. A page that reads slowly is not flooded: messages wait in order, and of a task's
 * progress only the newest is kept. A frame that does not parse closes the socket.
 */
export function webSocketPort(socket: WebSocket): Port {
  const listeners: ((message: Message, bytes?: Uint8Array) => void)[] = []
  let waiting: Waiting[] = []

  function flush(): void {
    while (waiting.length && socket.bufferedAmount < highWaterBytes && socket.readyState === socket.OPEN) {
      const { message, bytes } = waiting.shift()!
      socket.send(frameOf(message, bytes), () => flush())
    }
  }

  socket.on('message', (data, isBinary) => {
    const frame = Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data)
    try {
      const { message, bytes } = unframed(isBinary ? frame : frame.toString('utf8'))
      for (const listener of listeners) listener(message, bytes)
    } catch (error) {
      socket.close(1007, error instanceof Error ? error.message.slice(0, 100) : 'unreadable')
    }
  })
  socket.on('error', () => socket.terminate())

  return {
    send(message, bytes) {
      if (socket.readyState !== socket.OPEN) return
      if (message.type === 'progress')
        waiting = waiting.filter(({ message: old }) => old.type !== 'progress' || old.id !== message.id)
      waiting.push({ message, bytes })
      flush()
    },
    onMessage: (listener) => void listeners.push(listener),
    onClose: (listener) => void socket.on('close', listener),
    close: () => socket.close(1001),
  }
}
