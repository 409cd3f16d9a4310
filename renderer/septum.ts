import { areas, type Septum } from '#shared/ipc/areas'
import { connect } from '#shared/ipc/connect'
import type { Port } from '#shared/ipc/contract'
import { openElectronPort } from './septum/electronPort'
import { lastingPort } from './septum/lastingPort'
import { openWebSocketPort } from './septum/webSocketPort'

/** The line to the host: its state, and a new try on request. `start` is called once, by main.ts. */
export const connection = lastingPort({
  now: Date.now,
  later(work, delayMs) {
    const timer = setTimeout(work, delayMs)
    return () => clearTimeout(timer)
  },
})

/** All that the page says to the host: `septum.library.list()`, `septum.library.changed(listener)`, … */
export const septum: Septum = connect(connection, areas)

/** Resolves at the first connection. */
export const whenConnected = new Promise<void>((resolve) => {
  const stop = connection.onState(({ phase }) => {
    if (phase !== 'connected') return
    stop()
    resolve()
  })
})

/** The way to the host through the door that this page came in by: Electron's window or the local page. */
export function openDoor(): Promise<Port> {
  if (window.septumDoor) return openElectronPort(window.septumDoor)
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return openWebSocketPort(`${scheme}://${location.host}/septum`)
}
