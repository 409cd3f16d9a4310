import { BrowserWindow } from 'electron'
import { pageOrigin } from './appScheme'
import { lockContents, lockSession } from './lockDown'

/** The page's background, painted before anything else: a reading room is dark, and white would flash. */
const background = '#0B0D10'

/** The one window: sandboxed, isolated, without Node. `preload` is the path of its bundle. */
export function createWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1600,
    height: 960,
    minWidth: 1100,
    minHeight: 680,
    show: false,
    backgroundColor: background,
    title: 'Septum',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  lockSession(window.webContents.session)
  lockContents(window.webContents)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${pageOrigin}/`)
  return window
}
