import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'
import { SeptumError } from '#shared/errors/SeptumError'
import { m001Studies } from './migrations/m001Studies'
import { m002Places } from './migrations/m002Places'

export type Index = Database.Database

/** In order; shipped ones never change. */
const migrations: readonly string[] = [m001Studies, m002Places]

/**
 * Opens the index at `path`, makes or migrates it where `write` is true. A second program opens it to read only.
 * Throws WORKSPACE_UNUSABLE when the file is no index, or was made by a newer Septum.
 */
export function openIndex(path: string, { write }: { write: boolean }): Index {
  try {
    if (write) mkdirSync(dirname(path), { recursive: true })
    const index = new Database(path, { readonly: !write, timeout: 5000 })
    if (write) migrate(index)
    return index
  } catch (error) {
    if (error instanceof SeptumError) throw error
    const reason = `its index cannot be opened (${error instanceof Error ? error.message : String(error)})`
    throw new SeptumError('WORKSPACE_UNUSABLE', { folder: dirname(path), reason }, { cause: error })
  }
}

/** How many migrations the file has seen. */
function versionOf(index: Index): number {
  const row = index.prepare('select user_version as version from pragma_user_version').get() as {
    version: number
  }
  return row.version
}

function migrate(index: Index): void {
  index.exec('pragma journal_mode = wal')
  index.exec('pragma synchronous = normal')
  const version = versionOf(index)
  if (version > migrations.length)
    throw new SeptumError('WORKSPACE_UNUSABLE', {
      folder: dirname(index.name),
      reason: 'its index was made by a newer Septum',
    })
  for (const [number, migration] of migrations.entries()) {
    if (number < version) continue
    index.exec(`begin; ${migration}; pragma user_version = ${number + 1}; commit;`)
  }
}
