import { crc32 } from 'node:zlib'
import { z } from '#shared/domain/schema'
import { JournalEntry } from '#shared/domain/segmentation'

/** One line: its number from 1, a CRC-32 of the entry's text, and the entry last, so that its text can be cut out. */
const Line = z.object({ n: z.number().int(), crc: z.string(), entry: JournalEntry })

const checksum = (text: string) => crc32(text).toString(16).padStart(8, '0')

/** The bytes of one entry as line `n`, newline included. */
export function journalLine(n: number, entry: JournalEntry): Buffer {
  const text = JSON.stringify(entry)
  return Buffer.from(`{"n":${n},"crc":"${checksum(text)}","entry":${text}}\n`)
}

export interface ReadJournal {
  readonly entries: readonly JournalEntry[]
  /** Length of the undamaged beginning, in bytes. What follows it is damaged, or was cut by a crash. */
  readonly goodBytes: number
}

/** Reads the undamaged beginning of a journal: up to the first line that is cut, altered or out of order. */
export function readJournalLines(bytes: Buffer): ReadJournal {
  const entries: JournalEntry[] = []
  let at = 0
  for (;;) {
    const end = bytes.indexOf(0x0a, at)
    const entry = end < 0 ? null : parsedLine(bytes.toString('utf8', at, end), entries.length + 1)
    if (!entry) return { entries, goodBytes: at }
    entries.push(entry)
    at = end + 1
  }
}

function parsedLine(text: string, n: number): JournalEntry | null {
  try {
    const line = Line.safeParse(JSON.parse(text))
    const body = text.slice(text.indexOf('"entry":') + '"entry":'.length, -1)
    return line.success && line.data.n === n && line.data.crc === checksum(body) ? line.data.entry : null
  } catch {
    return null // not JSON: a damaged line, which is what null says
  }
}

/** Two entries that say the same thing: one that was sent twice is written once. */
export const entryKey = (entry: JournalEntry): string =>
  entry.type === 'edit' ? `edit ${entry.edit.id}` : `${entry.type} ${entry.edit} ${entry.at}`
