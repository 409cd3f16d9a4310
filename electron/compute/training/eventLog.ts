import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { RunMessage } from '#shared/domain/training'

/**
 * A run's `events.jsonl`: one RunMessage a line, appended, on the disk when `tell` returns.
 * Steps are thinned to one a second; everything else is kept. `listen` hears exactly what is written.
 */
export class EventLog {
  private readonly descriptor: number
  private lastStepMs = -Infinity

  constructor(
    readonly file: string,
    private readonly listen: (message: RunMessage) => void,
    private readonly now: () => Date = () => new Date(),
  ) {
    const torn = endsTorn(file)
    this.descriptor = openSync(file, 'a')
    if (torn) writeSync(this.descriptor, '\n')
  }

  tell(message: Untimed<RunMessage>): void {
    const at = this.now()
    if (message.type === 'step') {
      if (at.getTime() - this.lastStepMs < 1000) return
      this.lastStepMs = at.getTime()
    }
    const timed = { ...message, at: at.toISOString() } as RunMessage
    writeSync(this.descriptor, `${JSON.stringify(timed)}\n`)
    if (message.type !== 'step') fdatasyncSync(this.descriptor)
    this.listen(timed)
  }

  close(): void {
    closeSync(this.descriptor)
  }
}

type Untimed<M> = M extends unknown ? Omit<M, 'at'> : never
export type RunNews = Untimed<RunMessage>

/** All that a run has told; a line that was cut by a crash is left out. */
export function toldMessages(file: string): RunMessage[] {
  return readText(file)
    .split('\n')
    .flatMap((line) => {
      try {
        const parsed = RunMessage.safeParse(JSON.parse(line))
        return parsed.success ? [parsed.data] : []
      } catch {
        return [] // an empty or a cut line; the next message begins on a line of its own
      }
    })
}

const endsTorn = (file: string): boolean => {
  const text = readText(file)
  return text.length > 0 && !text.endsWith('\n')
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
