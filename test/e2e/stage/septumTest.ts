import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright'
import { test as plain } from 'vitest'
import { ComparePage } from './comparePage'
import { DatasetPage } from './datasetPage'
import { LibraryPage } from './libraryPage'
import { ReadPage } from './readPage'
import { SettingsPage } from './settingsPage'
import { root, startSeptum, type Stage } from './startSeptum'
import { TrainPage } from './trainPage'

const run = promisify(execFile)

/** Septum as a story drives it: its screens, its folders, its ends and new starts. */
export class Septum {
  private constructor(
    readonly folder: string,
    private stage: Stage,
  ) {}

  static async start(): Promise<Septum> {
    const folder = await mkdtemp(join(tmpdir(), 'septum-story-'))
    return new Septum(folder, await startSeptum(join(folder, 'workspace')))
  }

  get page(): Page {
    return this.stage.page
  }
  get workspace(): string {
    return join(this.folder, 'workspace')
  }
  get complaints(): readonly string[] {
    return this.stage.complaints
  }
  get library(): LibraryPage {
    return new LibraryPage(this.page)
  }
  get read(): ReadPage {
    return new ReadPage(this.page)
  }
  get train(): TrainPage {
    return new TrainPage(this.page)
  }
  get settings(): SettingsPage {
    return new SettingsPage(this.page)
  }
  get dataset(): DatasetPage {
    return new DatasetPage(this.page)
  }
  get compare(): ComparePage {
    return new ComparePage(this.page)
  }

  /** What a stray click left marked in blue. */
  selectedText(): Promise<string> {
    return this.page.evaluate(() => getSelection()?.toString() ?? '')
  }

  /** Ends the program politely and starts it again on the same workspace, where `meanwhile` may have changed something. */
  async restart(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.stage.close()
    await meanwhile()
    this.stage = await startSeptum(this.workspace)
  }

  /** Phantom hearts, usually in the ACDC layout; answers their folder. */
  async phantoms(patients: number, seed: number, layout = 'acdc'): Promise<string> {
    const out = join(this.folder, 'hearts', `${layout}-${seed}`)
    await septum(
      'phantom',
      'make',
      '--layout',
      layout,
      '--patients',
      `${patients}`,
      '--seed',
      `${seed}`,
      '--out',
      out,
    )
    return out
  }

  /** Kills a child of the host as a crash would: "read", "infer" or "train". */
  async killChild(name: string): Promise<void> {
    const { stdout } = await run('ps', ['-o', 'pid=,args=', '--ppid', String(this.stage.pid)])
    const line = stdout.split('\n').find((text) => text.includes(`${name}.js`))
    if (!line) throw new Error(`the host has no ${name} child`)
    process.kill(Number.parseInt(line, 10), 'SIGKILL')
  }

  /** A picture for a person to look at, in the ignored folder `screenshots`. */
  async picture(name: string): Promise<void> {
    const folder = join(root, 'screenshots')
    await mkdir(folder, { recursive: true })
    await this.page.screenshot({ path: join(folder, `${name}.png`) })
  }

  async end(): Promise<void> {
    await this.stage.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** Runs the command line of the build under test; answers what it printed. */
export async function septum(...args: readonly string[]): Promise<string> {
  return (await run(process.execPath, [join(root, 'dist/septum.js'), ...args], { maxBuffer: 64 << 20 }))
    .stdout
}

/** Stories that look at processes ask the system's `ps`. */
export const hasPs = process.platform !== 'win32'

export const test = plain.extend<{ septum: Septum }>({
  septum: async ({ task, onTestFailed }, use) => {
    const started = await Septum.start()
    const name = `failed-${task.name.slice(0, 60).replace(/\W+/g, '-')}`
    onTestFailed(() => console.log(`What the screen showed: screenshots/${name}.png`))
    try {
      await use(started)
    } finally {
      if (task.result?.state === 'fail' || task.result?.state === undefined) await started.picture(name)
      await started.end()
    }
  },
})
