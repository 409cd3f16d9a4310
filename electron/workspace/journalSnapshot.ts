import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from '#shared/domain/schema'
import { JournalEntry } from '#shared/domain/segmentation'
import { writeAtomic } from './atomicFile'
import { systemCode } from './saveFault'

const Snapshot = z.object({
  schema: z.literal('septum-snapshot/1'),
  sha256: z.string(),
  entries: z.array(JournalEntry),
})

const digest = (entries: readonly JournalEntry[]) =>
  createHash('sha256').update(JSON.stringify(entries)).digest('hex')

/**
 * Writes a second copy of a journal's entries. It is read back and compared before it is kept, and replaces the older
 * one in a single step (R-AS-1).
 */
export async function writeSnapshot(path: string, entries: readonly JournalEntry[]): Promise<void> {
  const sha256 = digest(entries)
  const text = JSON.stringify({ schema: 'septum-snapshot/1', sha256, entries })
  if (verified(text)?.length !== entries.length) throw new Error(`the snapshot of ${path} does not read back`)
  await writeAtomic(path, text)
}

/** The entries of a snapshot; null when there is none or it is damaged: the journal alone then counts. */
export async function readSnapshot(path: string): Promise<readonly JournalEntry[] | null> {
  try {
    return verified(await readFile(path, 'utf8'))
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

function verified(text: string): readonly JournalEntry[] | null {
  try {
    const { sha256, entries } = Snapshot.parse(JSON.parse(text))
    return digest(entries) === sha256 ? entries : null
  } catch {
    return null // damaged, as null says
  }
}
