import type { Session, WebContents } from 'electron'
import { pageOrigin } from './appScheme'

/** Whether a page may load this: our own page, and what it makes itself. */
export const isOurs = (url: string): boolean =>
  url.startsWith(`${pageOrigin}/`) ||
  url.startsWith('data:') ||
  url.startsWith('blob:') ||
  url.startsWith('devtools:')

/** No permission is granted, and nothing outside our own scheme is loaded (decisions.md 9). */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurs(url) }))
  session.on('will-download', (event) => event.preventDefault())
}

/** No other page, window or embedded page: the window shows Septum and nothing else. */
export function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!event.url.startsWith(`${pageOrigin}/`)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
