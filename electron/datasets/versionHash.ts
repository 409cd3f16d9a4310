import { createHash } from 'node:crypto'
import type { CaseHashes, DatasetContent } from '#shared/domain/dataset'

type Hashes = Readonly<Record<string, CaseHashes>>

/**
 * SHA-256 of what a version says: its cases by the hashes of their images and labels, exclusions, fixes, patients, split
 * and preparation. Where the files lie does not count.
 */
export function versionHash(content: DatasetContent, hashes: Hashes): string {
  const cases = Object.keys(content.cases)
    .sort()
    .map((id) => [id, content.cases[id]!.patient, hashes[id]?.image ?? '', hashes[id]?.labels ?? ''])
  const { excluded, fixes, split, preparation } = content
  const said = [cases, Object.keys(excluded).sort(), sorted(fixes), sorted(split), sorted(preparation)]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

/** The same value with the keys of every object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]))
}
