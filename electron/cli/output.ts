import { SeptumError, ForeignFault, toFault } from '#shared/errors/SeptumError'
import type { RunningTask } from '#shared/ipc/contract'

export interface OutputOptions {
  /** One JSON document on stdout, and nothing else there. */
  readonly json: boolean
  readonly stdout?: NodeJS.WritableStream
  readonly stderr?: NodeJS.WritableStream & { isTTY?: boolean }
  readonly now?: () => number
}

/** How a command speaks: its answer on stdout, everything else on stderr. */
export interface Output {
  readonly json: boolean
  /** The answer: `value` as JSON, or `text()` for a person. Called once, at the end. */
  answer(value: unknown, text: () => string): void
  /** How far work is; drawn as a bar on a terminal when the work takes over two seconds. `total` 0 = not known. */
  progress(done: number, total: number, what: string): void
  /** A sentence beside the answer, such as a warning. */
  note(text: string): void
}

const barAfterMs = 2000
const redrawMs = 100

export function commandOutput(options: OutputOptions): Output {
  const { json, stdout = process.stdout, stderr = process.stderr, now = Date.now } = options
  const began = now()
  let drawnAt = 0
  let drawn = 0

  function clear(): void {
    if (drawn) stderr.write(`\r${' '.repeat(drawn)}\r`)
    drawn = 0
  }

  return {
    json,
    answer(value, text) {
      clear()
      const written = json ? JSON.stringify(value, null, 2) : text()
      stdout.write(written.endsWith('\n') ? written : `${written}\n`)
    },
    progress(done, total, what) {
      const at = now()
      if (!stderr.isTTY || at - began < barAfterMs || at - drawnAt < redrawMs) return
      drawnAt = at
      const line = bar(done, total, what)
      stderr.write(`\r${line.padEnd(drawn)}`)
      drawn = line.length
    },
    note(text) {
      clear()
      stderr.write(`${text}\n`)
    },
  }
}

const width = 24

/** `[########                ] 4/12  patient004`; without a total only the count. */
export function bar(done: number, total: number, what: string): string {
  const named = what.length > 40 ? `…${what.slice(-39)}` : what
  if (total <= 0) return `${done}  ${named}`
  const filled = Math.round(Math.min(1, done / total) * width)
  return `[${'#'.repeat(filled)}${' '.repeat(width - filled)}] ${done}/${total}  ${named}`
}

/** Waits for a task; Ctrl+C asks it to stop, and the command then ends with its CANCELLED. */
export async function interruptible<T>(task: RunningTask<T>): Promise<T> {
  const cancel = () => task.cancel()
  process.once('SIGINT', cancel)
  try {
    return await task
  } finally {
    process.off('SIGINT', cancel)
  }
}

/** Codes that mean that the command was called wrongly (exit 2), not that its work failed (exit 1). */
const wrongCalls: ReadonlySet<string> = new Set(['ARGUMENT_INVALID'])

/** What a failed command says: one sentence, the remedy, the code; with --json the same as a document. */
export function failure(error: unknown, json: boolean): { text: string; exitCode: 1 | 2 } {
  const fault = toFault(error)
  const exitCode = wrongCalls.has(fault.code) ? 2 : 1
  const { code, cause, remedy } = fault
  if (json) return { text: JSON.stringify({ error: { code, cause, remedy } }, null, 2), exitCode }
  const known = error instanceof SeptumError || error instanceof ForeignFault
  const details = !known && fault.details ? `\n${fault.details}` : ''
  return { text: `${cause}\n${remedy}\n(${code})${details}`, exitCode }
}
