import { contextBridge, ipcRenderer, webUtils } from 'electron'

/** The preload's window is the page's; of it only this is used. */
declare const window: {
  readonly origin: string
  postMessage(message: string, origin: string, transfer: readonly object[]): void
}

/** The one channel to the main process; electron/transport/electronPort.ts is its other end. */
const portChannel = 'septum:port'

// A port cannot cross the context bridge; a window message can carry it. The page listens for one from its own window.
ipcRenderer.on(portChannel, (event) => {
  window.postMessage(portChannel, window.origin, [...event.ports])
})

/** All that the page gets of Electron. */
contextBridge.exposeInMainWorld('septumDoor', {
  /** Asks for a port to the host; it comes as a window message whose data is "septum:port". */
  askForPort: () => ipcRenderer.send(portChannel),
  /** The path of a dropped file or folder. */
  pathForFile: (file: File) => webUtils.getPathForFile(file),
})
