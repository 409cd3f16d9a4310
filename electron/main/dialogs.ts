import { dialog, type BrowserWindow } from 'electron'

/** The system's folder dialog; null: cancelled. */
export async function chooseFolder(window: BrowserWindow | null): Promise<string | null> {
  const options = {
    properties: ['openDirectory', 'createDirectory'] as ('openDirectory' | 'createDirectory')[],
  }
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options)
  return canceled ? null : (filePaths[0] ?? null)
}

/** Asks whether a run may be interrupted by closing (R-TR-11). True: close. */
export async function mayInterrupt(window: BrowserWindow, run: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: `“${run}” is training.`,
    detail: 'Closing interrupts it. It can be resumed from its last checkpoint on the Runs screen.',
    buttons: ['Keep training', 'Close'],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 1
}

/** What stands in the way of starting at all. */
export function cannotStart(cause: string, remedy: string): void {
  dialog.showErrorBox('Septum cannot start', `${cause}\n\n${remedy}`)
}
