import { readFileSync } from 'node:fs'
import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { z } from '#shared/domain/schema'
import { SeptumError } from '#shared/errors/SeptumError'
import { saveFault, systemCode } from './saveFault'

const LockNote = z.object({
  pid: z.number().int(),
  host: z.string(),
  /** Start time of the process where the system tells it: pids are used again. */
  started: z.string().nullable(),
  since: z.string(),
  /** Whatever the holder wants its successor to know after a crash. */
  note: z.record(z.string(), z.number()),
})
type LockNote = z.infer<typeof LockNote>

/** A holder on another machine shows that it lives by touching its lock; after this long it counts as gone. */
const silenceMs = 5 * 60_000
const touchMs = 60_000

export interface Lock {
  /** What a holder that never let go had noted; null when the last one closed cleanly. */
  readonly abandoned: Readonly<Record<string, number>> | null
  release(): Promise<void>
}

/** `pid 4711 on ward-3, since 2026-03-14T09:12:00Z`, for LOCK_HELD. */
const described = ({ pid, host, since }: LockNote) => `process ${pid} on ${host}, since ${since}`

/** Clock ticks from the machine's start to the process's (proc(5), field 22); null where unknown, or it is a zombie. */
function startTime(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? null : (fields[18] ?? null)
  } catch {
    return null
  }
}

function lives({ pid, started }: LockNote): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return false
  }
  return started === null || started === startTime(pid)
}

/** The note in a lock file. A file that is being written, or is garbage, counts by its age alone. */
async function holderOf(path: string): Promise<{ note: LockNote | null; gone: boolean } | null> {
  try {
    const ageMs = Date.now() - (await stat(path)).mtimeMs
    let note: LockNote | null = null
    try {
      note = LockNote.parse(JSON.parse(await readFile(path, 'utf8')))
    } catch (error) {
      if (systemCode(error)) throw error
    }
    if (!note) return { note, gone: ageMs > 10_000 }
    return { note, gone: note.host === hostname() ? !lives(note) : ageMs > silenceMs }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

/** Who holds a lock, in words; null when nobody that lives does. */
export async function lockHolder(path: string): Promise<string | null> {
  const holder = await holderOf(path)
  if (!holder || holder.gone) return null
  return holder.note ? described(holder.note) : 'a program that is just starting'
}

/**
 * Takes the lock at `path` for `what` (named in the fault). A lock whose holder died is taken over.
 * Throws LOCK_HELD with the holder, or a fault of saving where the folder takes no files.
 */
export async function takeLock(path: string, what: string, note: Record<string, number> = {}): Promise<Lock> {
  const mine: LockNote = {
    pid: process.pid,
    host: hostname(),
    started: startTime(process.pid),
    since: new Date().toISOString(),
    note,
  }
  let abandoned: Lock['abandoned'] = null
  for (let attempt = 0; ; attempt++) {
    try {
      await mkdir(dirname(path), { recursive: true })
      const file = await open(path, 'wx')
      try {
        await file.writeFile(JSON.stringify(mine))
      } finally {
        await file.close()
      }
      break
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw saveFault(error, path)
    }
    const holder = await holderOf(path)
    if (holder && (!holder.gone || attempt > 2)) {
      const name = holder.note ? described(holder.note) : 'a program that is just starting'
      throw new SeptumError('LOCK_HELD', { what, holder: name })
    }
    if (holder) {
      abandoned = holder.note?.note ?? {}
      await rm(path, { force: true })
    }
  }
  const touch = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), touchMs)
  touch.unref()
  return {
    abandoned,
    release: async () => {
      clearInterval(touch)
      const holder = await holderOf(path).catch(() => null)
      if (holder?.note?.pid === mine.pid && holder.note.since === mine.since) await rm(path, { force: true })
    },
  }
}

/** Takes a lock that is only ever held for a moment: waits for it for up to ten seconds. */
export async function waitForLock(path: string, what: string): Promise<Lock> {
  const until = Date.now() + 10_000
  for (;;) {
    try {
      return await takeLock(path, what)
    } catch (error) {
      if (!(error instanceof SeptumError) || error.code !== 'LOCK_HELD' || Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
  }
}
