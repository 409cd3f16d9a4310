import { createHash } from 'node:crypto'

/** A study's stable id from what identifies its source (UIDs, case name, bytes): the same wherever the folder lies. */
export function studyId(layout: string, ...identity: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256').update(layout)
  for (const part of identity) hash.update('\0').update(part)
  return `${layout}-${hash.digest('hex').slice(0, 16)}`
}
