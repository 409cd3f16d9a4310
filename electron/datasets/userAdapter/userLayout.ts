import path from 'node:path'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import { csvTable } from '../csvTable'
import { openNiftiFrames } from '../niftiFramesReader'
import { userAdapters, type AdapterFile } from './adapterFile'
import { fileMatcher, type MatchedFile } from './matchedFiles'
import { userCase, type TableRow } from './userCase'
import type { FileCollector, FileLayout, ScanSink } from '../adapter'

/** Cases that adapters of the workspace know: `<workspace>/adapters/*.json`. */
export const userLayout: FileLayout = {
  id: 'user',
  title: 'Own adapter',
  citation: '',
  licence: 'That of the images.',
  collect: userCollector,
  open: (source) => openNiftiFrames(source, source.description),
}

interface Gathered {
  readonly adapter: AdapterFile
  readonly match: (file: string) => MatchedFile | null
  readonly files: MatchedFile[]
  readonly tables: string[]
}

function userCollector(sink: ScanSink): FileCollector {
  let known: Promise<Gathered[]> | null = null
  const adapters = (): Promise<Gathered[]> =>
    (known ??= userAdapters().then((found) =>
      found.flatMap(({ file, adapter, fault }) => {
        if (fault) sink.refuse(file, fault)
        return adapter ? [{ adapter, match: fileMatcher(adapter), files: [], tables: [] }] : []
      }),
    ))
  return {
    take: async (file) => {
      for (const gathered of await adapters()) {
        const found = gathered.match(file)
        if (found) gathered.files.push(found)
        else if (isTable(gathered.adapter, file)) gathered.tables.push(file)
        else continue
        return true
      }
      return false
    },
    finish: async (last) => {
      if (!last) return
      for (const gathered of (await known) ?? []) await told(gathered, sink)
    },
  }
}

const isTable = ({ phases }: AdapterFile, file: string): boolean =>
  phases.from === 'table' && path.basename(file) === phases.file

async function told({ adapter, files, tables }: Gathered, sink: ScanSink): Promise<void> {
  const rows = await tableRows(adapter, tables, sink)
  const byCase = new Map<string, MatchedFile[]>()
  for (const found of files) byCase.set(found.caseName, [...(byCase.get(found.caseName) ?? []), found])
  for (const [name, own] of byCase) {
    try {
      sink.onCase(await userCase(adapter, name, own, rows.get(name) ?? null))
    } catch (error) {
      sink.refuse(own[0]!.file, error)
    }
  }
}

/** ED and ES of each case, from 0, as the adapter's table says. */
async function tableRows(
  { phases }: AdapterFile,
  tables: readonly string[],
  sink: ScanSink,
): Promise<Map<string, TableRow>> {
  const rows = new Map<string, TableRow>()
  if (phases.from !== 'table') return rows
  const plain = (head: string): string => head.replaceAll(/[\s_-]/g, '').toLowerCase()
  for (const file of tables) {
    try {
      const { bytes } = await fileBytes(file, 2 ** 22)
      for (const row of csvTable(new TextDecoder().decode(bytes))) {
        const frame = (column: string): number | null => {
          const text = row[plain(column)] ?? ''
          return /^\d{1,5}$/.test(text) ? Number(text) - phases.first : null
        }
        const name = row[plain(phases.case)]
        if (name) rows.set(name, { ed: frame(phases.ed), es: frame(phases.es) })
      }
    } catch (error) {
      if (!(error instanceof SeptumError)) throw error
      sink.refuse(file, error)
    }
  }
  return rows
}
