import {
  ipcMain,
  MessageChannelMain,
  type IpcMainEvent,
  type MessagePortMain,
  type WebContents,
} from 'electron'
import type { Message, Port } from '#shared/ipc/contract'
import { checked } from './framing'

/** The one channel between page and main process: the page asks on it for a port, and gets it. */
export const portChannel = 'septum:port'

interface Envelope {
  readonly message: Message
  readonly bytes?: Uint8Array
}

/**
 * Hands a port to our window, each time that its page asks (at every load). Whoever else asks is not answered: the
 * sender must be the window's main frame, and show a page of ours.
 */
export function offerPort(
  window: { readonly webContents: WebContents },
  origin: string,
  onPort: (port: Port) => void,
): void {
  ipcMain.on(portChannel, (event: IpcMainEvent) => {
    const { sender, senderFrame } = event
    const ours = sender === window.webContents && senderFrame !== null && senderFrame === sender.mainFrame
    if (!ours || new URL(senderFrame.url).origin !== new URL(origin).origin) return
    const { port1, port2 } = new MessageChannelMain()
    onPort(electronPort(port1))
    sender.postMessage(portChannel, null, [port2])
  })
}

/** Electron's port as ours; bytes ride beside the message, copied once. */
export function electronPort(port: MessagePortMain): Port {
  let open = true
  port.on('close', () => {
    open = false
  })
  return {
    send(message, bytes) {
      if (open) port.postMessage(bytes ? { message, bytes } : { message })
    },
    onMessage(listener) {
      port.on('message', ({ data }) => {
        const { message, bytes } = data as Envelope
        listener(checked(message), bytes)
      })
      port.start()
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  }
}
