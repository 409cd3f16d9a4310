import type { App, BrowserWindow } from 'electron'

interface Closing {
  /** The name of the run that trains, if one does. */
  training(): string | null
  close(): Promise<void>
}

/**
 * Closing the window ends the program, but first asks when a run trains, and lets the host write what waits, end its
 * children and let go of its locks.
 */
export function closeInOrder(
  app: Pick<App, 'on' | 'exit'>,
  window: Pick<BrowserWindow, 'on' | 'destroy'>,
  host: Closing,
  mayInterrupt: (run: string) => Promise<boolean>,
): void {
  let closing: Promise<void> | null = null

  async function close(): Promise<void> {
    const run = host.training()
    if (run !== null && !(await mayInterrupt(run))) {
      closing = null
      return
    }
    await host.close()
    window.destroy()
    app.exit(0)
  }
  const begin = (event: { preventDefault(): void }) => {
    event.preventDefault()
    closing ??= close()
  }
  window.on('close', begin)
  app.on('before-quit', begin)
}
