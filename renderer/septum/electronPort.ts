import type { Message, Port } from '#shared/ipc/contract'

/** What the preload leaves in the window; absent on the local page. */
export interface SeptumDoor {
  /** Asks for a port to the host; it comes as a message of this window, for it cannot cross the bridge itself. */
  readonly askForPort: () => void
  /** The path of a dropped file or folder. */
  readonly pathForFile: (file: File) => string
}

declare global {
  interface Window {
    readonly septumDoor?: SeptumDoor
  }
}

interface Carried {
  readonly message: Message
  readonly bytes?: Uint8Array
}

/** Takes the window's port from the preload. */
export async function openElectronPort(door: SeptumDoor): Promise<Port> {
  const port = await givenPort(door)
  return {
    send: (message, bytes) => port.postMessage(bytes ? { message, bytes } : { message }),
    onMessage(listener) {
      port.onmessage = ({ data }: MessageEvent<Carried>) => listener(data.message, data.bytes)
      port.start()
    },
    onClose: (listener) => port.addEventListener('close', listener),
    close: () => port.close(),
  }
}

/** The window message that brings the port; electron/preload posts it. */
const portMessage = 'septum:port'

function givenPort(door: SeptumDoor): Promise<MessagePort> {
  return new Promise((resolve) => {
    window.addEventListener('message', function listen({ source, data, ports: [port] }) {
      if (source !== window || data !== portMessage || !port) return
      window.removeEventListener('message', listen)
      resolve(port)
    })
    door.askForPort()
  })
}
