import { createHash } from 'node:crypto'
import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from '#shared/domain/schema'
import { waitForLock } from './lock'
import { saveFault, systemCode } from './saveFault'

/** One line: what was done, by whom, when; `hash` covers the line before, so that no line can be changed unseen. */
export const AuditLine = z.object({
  at: z.string(),
  actor: z.string(),
  what: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  hash: z.string(),
})
export type AuditLine = z.infer<typeof AuditLine>

const origin = '0'.repeat(64)

const chained = (previous: string, { hash: _hash, ...line }: AuditLine): string =>
  createHash('sha256')
    .update(previous)
    .update(JSON.stringify([line.at, line.actor, line.what, line.facts]))
    .digest('hex')

/** Reads the log at `path`: its lines as far as the chain holds, and the number (from 1) of the first that does not. */
export async function verifyAudit(
  path: string,
): Promise<{ lines: readonly AuditLine[]; brokenAt: number | null }> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return ''
    throw error
  })
  const lines: AuditLine[] = []
  for (const row of text.split('\n').slice(0, text.endsWith('\n') ? -1 : undefined)) {
    if (!row && !text) break
    const line = parsed(row)
    if (!line || chained(lines.at(-1)?.hash ?? origin, line) !== line.hash)
      return { lines, brokenAt: lines.length + 1 }
    lines.push(line)
  }
  return { lines, brokenAt: null }
}

function parsed(row: string): AuditLine | null {
  try {
    return AuditLine.safeParse(JSON.parse(row)).data ?? null
  } catch {
    return null // no line of ours; the caller tells where
  }
}

/**
 * The append-only, hash-chained audit log (P-16). Several programs may write it: each continues the chain from the
 * line that it finds last.
 */
export class AuditLog {
  private work: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly path: string,
    private readonly actor: () => string,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Answers when the line is on the disk. Throws DISK_FULL or SAVE_FAILED. */
  record(what: string, facts: AuditLine['facts'] = {}): Promise<void> {
    const next = this.work.then(() => this.append(what, facts))
    this.work = next.catch(() => undefined)
    return next
  }

  private async append(what: string, facts: AuditLine['facts']): Promise<void> {
    const lock = await waitForLock(`${this.path}.lock`, 'The audit log')
    try {
      await mkdir(dirname(this.path), { recursive: true })
      const previous = await lastHash(this.path)
      const line = { at: this.now().toISOString(), actor: this.actor(), what, facts, hash: '' }
      const file = await open(this.path, 'a')
      try {
        await file.write(`${JSON.stringify({ ...line, hash: chained(previous, line) })}\n`)
        await file.datasync()
      } finally {
        await file.close()
      }
    } catch (error) {
      throw saveFault(error, this.path)
    } finally {
      await lock.release()
    }
  }
}

/** The hash of the last line, read from the end of the file. */
async function lastHash(path: string): Promise<string> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size === 0) return origin
  const file = await open(path, 'r')
  try {
    const tail = Buffer.alloc(Math.min(size, 64 * 1024))
    await file.read(tail, 0, tail.length, size - tail.length)
    const rows = tail.toString('utf8').split('\n')
    return parsed(rows.at(-2) ?? '')?.hash ?? origin
  } finally {
    await file.close()
  }
}
