import { app, Menu, type BrowserWindow } from 'electron'
import { fileURLToPath } from 'node:url'
import { toFault } from '#shared/errors/SeptumError'
import { createHost, type Host } from '#electron/host/createHost'
import { offerPort } from '#electron/transport/electronPort'
import { installSocketGuard } from '#electron/transport/socketGuard'
import { utilityFork } from '#electron/transport/utilityFork'
import { workspaceFolder } from '#electron/workspace/workspaceFolder'
import { applicationMenu } from './applicationMenu'
import { declareScheme, pageOrigin, serveScheme } from './appScheme'
import { closeInOrder } from './closeInOrder'
import { createWindow } from './createWindow'
import { cannotStart, chooseFolder, mayInterrupt } from './dialogs'

// Composes the window's program, and does nothing else.
const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url))

installSocketGuard()
declareScheme()
app.enableSandbox()

let window: BrowserWindow | null = null
let host: Host | null = null

async function start(): Promise<void> {
  await app.whenReady()
  serveScheme(beside('./page'))
  Menu.setApplicationMenu(applicationMenu(process.platform))
  host = await createHost({
    workspace: workspaceFolder(app.commandLine.getSwitchValue('workspace') || wordAfter('--workspace')),
    fork: utilityFork(new URL('./', import.meta.url)),
    door: 'electron',
    chooseFolder: () => chooseFolder(window),
  })
  const opened = createWindow(beside('./preload.cjs'))
  window = opened
  const { serve } = host
  offerPort(opened, pageOrigin, (port) => serve(port))
  closeInOrder(app, opened, host, (run) => mayInterrupt(opened, run))
}

/** `--workspace DIR` as two words, as the command line takes it. */
function wordAfter(option: string): string | undefined {
  const place = process.argv.indexOf(option)
  return place < 0 ? undefined : process.argv[place + 1]
}

start().catch((error: unknown) => {
  const { cause, remedy } = toFault(error)
  cannotStart(cause, remedy)
  app.exit(1)
})
