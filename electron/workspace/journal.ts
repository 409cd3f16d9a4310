import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { JournalEntry } from '#shared/domain/segmentation'
import { SeptumError } from '#shared/errors/SeptumError'
import { syncFolder, writeAtomic } from './atomicFile'
import { entryKey, journalLine, readJournalLines } from './journalLines'
import { readSnapshot, writeSnapshot } from './journalSnapshot'
import { saveFault, systemCode } from './saveFault'

export interface JournalPlaces {
  readonly journal: string
  readonly snapshot: string
}

export interface JournalOptions {
  /** Tests let a disk fill up here. Writes and syncs `bytes` at `position`. */
  readonly write?: (file: FileHandle, bytes: Uint8Array, position: number) => Promise<void>
  readonly now?: () => Date
}

/** A snapshot after so many steps. */
const stepsPerSnapshot = 50

async function writeSynced(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0
  while (done < bytes.length)
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten
  await file.datasync()
}

/**
 * The journal of one label set, open for appending. What `append` was given and the disk did not take waits in memory,
 * in order, and goes first with the next attempt; the same entry given twice is written once.
 */
export class Journal {
  private readonly known: Set<string>
  private waiting: JournalEntry[] = []
  private work: Promise<unknown> = Promise.resolve()

  private constructor(
    private readonly places: JournalPlaces,
    private readonly file: FileHandle,
    private size: number,
    private readonly written: JournalEntry[],
    /** What was wrong with the file when it was opened, already mended; null = nothing. */
    readonly damage: SeptumError | null,
    private readonly options: JournalOptions,
  ) {
    this.known = new Set(written.map(entryKey))
  }

  /** Opens, mends and continues a journal; makes an empty one where there is none. */
  static async open(places: JournalPlaces, options: JournalOptions = {}): Promise<Journal> {
    try {
      await mkdir(dirname(places.journal), { recursive: true })
      const { entries, damage } = await mended(places, options.now ?? (() => new Date()))
      const file = await open(places.journal, 'r+').catch((error: unknown) => {
        if (systemCode(error) === 'ENOENT') return open(places.journal, 'w+')
        throw error
      })
      const { size } = await file.stat()
      await syncFolder(dirname(places.journal))
      return new Journal(places, file, size, [...entries], damage, options)
    } catch (error) {
      throw saveFault(error, places.journal)
    }
  }

  /** Oldest first, those that still wait included. */
  get entries(): readonly JournalEntry[] {
    return [...this.written, ...this.waiting]
  }

  /** Entries that are in memory only. */
  get unsaved(): number {
    return this.waiting.length
  }

  /** Answers when all is on the disk. Throws DISK_FULL or SAVE_FAILED; the entries then wait for the next attempt. */
  append(entries: readonly JournalEntry[]): Promise<void> {
    for (const entry of entries) {
      const key = entryKey(entry)
      if (this.known.has(key)) continue
      this.known.add(key)
      this.waiting.push(entry)
    }
    return this.inTurn(() => this.flush())
  }

  /** Tries again to write what waits. */
  retry(): Promise<void> {
    return this.inTurn(() => this.flush())
  }

  async close(): Promise<void> {
    await this.retry().catch(() => undefined)
    await this.inTurn(() => this.file.close())
  }

  private inTurn<T>(job: () => Promise<T>): Promise<T> {
    const next = this.work.then(job, job)
    this.work = next.catch(() => undefined)
    return next
  }

  private async flush(): Promise<void> {
    const batch = this.waiting.slice()
    if (!batch.length) return
    const bytes = Buffer.concat(batch.map((entry, i) => journalLine(this.written.length + i + 1, entry)))
    try {
      await (this.options.write ?? writeSynced)(this.file, bytes, this.size)
    } catch (error) {
      // Half a line must not stay: the next attempt begins where the last good one ended.
      await this.file.truncate(this.size).catch(() => undefined)
      throw saveFault(error, this.places.journal)
    }
    const before = this.written.length
    this.size += bytes.length
    this.written.push(...batch)
    this.waiting = this.waiting.slice(batch.length)
    if (Math.floor(this.written.length / stepsPerSnapshot) > Math.floor(before / stepsPerSnapshot))
      await writeSnapshot(this.places.snapshot, this.written)
  }
}

/**
 * Reads a journal and sets a damaged rest aside as `….damaged-<time>.jsonl`. Where the snapshot knows more than the
 * undamaged beginning, its entries count.
 */
async function mended(
  { journal, snapshot }: JournalPlaces,
  now: () => Date,
): Promise<{ entries: readonly JournalEntry[]; damage: SeptumError | null }> {
  const bytes = await bytesOf(journal)
  const { entries: good, goodBytes } = readJournalLines(bytes)
  const kept = (await readSnapshot(snapshot)) ?? []
  if (goodBytes === bytes.length && good.length >= kept.length) return { entries: good, damage: null }
  const entries = kept.length > good.length ? kept : good
  if (goodBytes < bytes.length) {
    const stamp = now().toISOString().replaceAll(':', '-')
    await writeAtomic(journal.replace(/\.jsonl$/, `.damaged-${stamp}.jsonl`), bytes.subarray(goodBytes))
  }
  await writeAtomic(journal, Buffer.concat(entries.map((entry, i) => journalLine(i + 1, entry))))
  return { entries, damage: new SeptumError('JOURNAL_DAMAGED', { file: journal, edits: entries.length }) }
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

/** The entries of a journal that is open elsewhere; nothing is mended. */
export async function readJournal(places: JournalPlaces): Promise<readonly JournalEntry[]> {
  return readJournalLines(await bytesOf(places.journal)).entries
}
