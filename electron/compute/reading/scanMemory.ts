import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import { version } from '#shared/domain/version'
import { placeOnDisk } from '#electron/formats/zip/zipPath'
import type { LayoutFindings, ScanMemory } from '#electron/datasets/adapter'
import { turns } from '#electron/datasets/turns'

/** What one folder's file of memory holds: name → stamp of the file, kind, value. */
interface FolderNotes {
  readonly folder: string
  readonly files: Map<string, readonly [stamp: string, kind: string, value: unknown]>
  /** Notes that were made since they were last written. */
  fresh: number
}

/** After so many new notes a folder is written, so that a scan that dies does not begin from the start. */
const notesPerWrite = 2000
/** Files of memory above this are not believed to be ours. */
const largestBytes = 512 * 2 ** 20

/** Another version of Septum may read other things from the same file. */
const format = `septum-scan/1 ${version}`

/**
 * Memory of scans in a folder of files: one for every folder that was scanned, one for every folder of a known layout.
 * It may be deleted at any time: then files are read again. `fresh`: recalls nothing, but keeps.
 */
export function scanMemory(place: string, { fresh }: { fresh: boolean }): ScanMemory & { close(): void } {
  let notes: FolderNotes | null = null

  const fileOf = (kind: string, folder: string): string =>
    path.join(place, `${kind}-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}.json`)

  function notesOf(folder: string): FolderNotes {
    if (notes?.folder === folder) return notes
    write()
    const kept = fresh ? null : (readMemory(fileOf('files', folder)) as [string, [string, string, unknown]][])
    notes = { folder, files: new Map(Array.isArray(kept) ? kept : []), fresh: 0 }
    return notes
  }
  function write(): void {
    if (notes && notes.fresh > 0) writeMemory(fileOf('files', notes.folder), [...notes.files])
    if (notes) notes.fresh = 0
  }

  return {
    recall(file, kind, also) {
      const note = notesOf(path.dirname(file)).files.get(path.basename(file))
      return note && note[1] === kind && note[0] === stampsOf(file, also) ? note[2] : undefined
    },
    keep(file, kind, also, value) {
      const stamp = stampsOf(file, also)
      const own = notesOf(path.dirname(file))
      own.files.set(path.basename(file), [stamp, kind, value])
      if (++own.fresh % notesPerWrite === 0) write()
    },
    markOf,
    recallLayout(folder, layout, mark) {
      const kept = fresh ? null : (readMemory(fileOf('layout', folder)) as Partial<KeptLayout> | null)
      if (kept?.layout !== layout || kept.mark !== mark) return null
      return kept.findings ?? null
    },
    keepLayout(folder, layout, mark, findings) {
      writeMemory(fileOf('layout', folder), { layout, mark, findings } satisfies KeptLayout)
    },
    close: write,
  }
}

interface KeptLayout {
  readonly layout: string
  readonly mark: string
  readonly findings: LayoutFindings
}

/** Size and time of change; '' where the file cannot be seen. A file in an archive changes with the archive. */
function stampOf(file: string): string {
  const found = statSync(placeOnDisk(file), { throwIfNoEntry: false })
  return found ? `${found.size} ${found.mtimeMs}` : ''
}

const stampsOf = (file: string, also: readonly string[]): string =>
  [file, ...also].map((each, at) => (at === 0 ? '' : path.basename(each)) + stampOf(each)).join('|')

async function markOf(folder: string): Promise<string> {
  const hash = createHash('sha256')
  const turn = turns()
  const seen = new Set<string>()
  const walk = async (place: string): Promise<void> => {
    const real = await realpath(place)
    if (seen.has(real)) return
    seen.add(real)
    const entries = await readdir(place, { withFileTypes: true })
    for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (name.startsWith('.')) continue
      await turn()
      const file = path.join(place, name)
      const found = statSync(file, { throwIfNoEntry: false })
      if (found?.isDirectory()) await walk(file)
      else hash.update(`${path.relative(folder, file)}\0${found?.size ?? ''}\0${found?.mtimeMs ?? ''}\0`)
    }
  }
  const archive = placeOnDisk(folder)
  if (archive !== folder || statSync(folder, { throwIfNoEntry: false })?.isFile()) return stampOf(folder)
  await walk(folder)
  return hash.digest('hex')
}

/** Null where there is none, or none that can be believed: another version's, cut short, changed by hand. */
function readMemory(file: string): unknown {
  try {
    if (statSync(file).size > largestBytes) return null
    const text = readFileSync(file, 'utf8')
    const end = text.indexOf('\n')
    const body = text.slice(end + 1)
    return text.slice(0, end) === headOf(body) ? JSON.parse(body) : null
  } catch {
    return null // a memory that cannot be read is no memory
  }
}

const headOf = (body: string): string => `${format} ${createHash('sha256').update(body).digest('hex')}`

/** A memory that cannot be written costs time at the next scan, and nothing else. */
function writeMemory(file: string, value: unknown): void {
  const body = JSON.stringify(value)
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, `${headOf(body)}\n${body}`)
    renameSync(`${file}.new`, file)
  } catch {
    // as above
  }
}
