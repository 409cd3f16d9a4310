import type { CheckedCase } from '#shared/domain/datasetCheck'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { rememberedMaps, withMaps } from '../labels/rememberedMaps'
import { checkCase } from './checkCase'
import { checkKey } from './checkKey'

export interface CheckNews {
  readonly done: number
  readonly total: number
  readonly what: string
  /** The case that was just checked; null: one begins. */
  readonly checked: CheckedCase | null
}

/** Checks the cases whose key is not among `known`, one by one. Throws CANCELLED between two cases. */
export async function checkCases(
  sources: readonly CaseSource[],
  known: ReadonlySet<string>,
  onNews: (news: CheckNews) => void,
  signal: AbortSignal,
): Promise<void> {
  let done = 0
  const maps = await rememberedMaps()
  for (const source of sources.map((scanned) => withMaps(scanned, maps))) {
    if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The check' })
    const key = await checkKey(source)
    if (known.has(key)) {
      onNews({ done: ++done, total: sources.length, what: source.name, checked: null })
      continue
    }
    onNews({ done, total: sources.length, what: source.name, checked: null })
    const checked = await checkCase(source, key)
    onNews({ done: ++done, total: sources.length, what: source.name, checked })
    await new Promise<void>((resolve) => setImmediate(resolve)) // lets a cancellation in
  }
}
