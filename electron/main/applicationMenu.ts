import { Menu, type MenuItemConstructorOptions } from 'electron'

/**
 * Few entries, and no letters with Alt: native mnemonics must not steal the page's chords (R-KEY-4). Undo and the like
 * are the page's own; only text fields get the system's.
 */
export function applicationMenu(platform: NodeJS.Platform): Menu {
  const mac: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : []
  return Menu.buildFromTemplate([
    ...mac,
    {
      label: 'Edit',
      submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
    },
    {
      label: 'View',
      submenu: [{ role: 'reload' }, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }],
    },
    { label: 'Window', submenu: [{ role: 'minimize' }, { role: 'close' }] },
  ])
}
