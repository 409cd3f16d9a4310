import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { _electron, chromium, type Browser, type ElectronApplication, type Page } from 'playwright'
import { chromiumPath } from '../../../build/chromium.mjs'
import { electronRuntime } from '../../../build/electronRuntime.mjs'

export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Software rendering: WebGL2 then works on machines without a graphics card. */
const chromiumArguments = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

/** One started Septum with its page: the window, or the local page in Chromium. */
export interface Stage {
  readonly page: Page
  /** Process id of the host. */
  readonly pid: number
  /** Errors that the page wrote to its console, and what its content policy refused. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

export type Door = 'page' | 'electron'
export const door: Door = process.env.SEPTUM_DOOR === 'electron' ? 'electron' : 'page'

export const startSeptum = (workspace: string): Promise<Stage> =>
  door === 'electron' ? startWindow(workspace) : startLocalPage(workspace)

function watched(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`${error.name}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return complaints
}

/** The shell stands and hears keys. */
const ready = (page: Page): Promise<void> =>
  page.getByText('Research use, not for diagnosis').first().waitFor()

async function startWindow(workspace: string): Promise<Stage> {
  const app: ElectronApplication = await _electron.launch({
    executablePath: electronRuntime()!,
    args: [root, '--no-sandbox', '--workspace', workspace],
  })
  const page = await app.firstWindow()
  await ready(page)
  return { page, pid: app.process().pid!, complaints: watched(page), close: () => app.close() }
}

async function startLocalPage(workspace: string): Promise<Stage> {
  const host = spawn(
    process.execPath,
    ['dist/septum.js', 'serve', '--json', '--no-open', '--workspace', workspace],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const { address } = (await firstDocument(host)) as { address: string }
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath()!, args: chromiumArguments })
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  const complaints = watched(page)
  await page.goto(address)
  await ready(page)
  return {
    page,
    pid: host.pid!,
    complaints,
    close: async () => {
      await browser.close()
      await ended(host)
    },
  }
}

/** The first JSON document that a program prints. */
function firstDocument(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout!.on('data', (text: Buffer) => {
      printed += text.toString('utf8')
      try {
        resolve(JSON.parse(printed))
      } catch {
        // more of it is to come
      }
    })
    child.once('exit', (code) => reject(new Error(`septum ended with ${code} before it printed its address`)))
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
