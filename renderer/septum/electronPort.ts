import type { Message, Port } from '#shared/ipc/contract'

/** What the preload leaves in the window; absent on the local page. */
export interface SeptumDoor {
  readonly port: () => Promise<MessagePort>
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
  const port = await door.port()
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
