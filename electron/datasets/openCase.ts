import type { CaseSource } from '#shared/domain/study'
import type { CaseReader } from './adapter'
import { layouts } from './catalogue'
import { mapFor, rememberedMaps, withMap } from './labels/rememberedMaps'

/**
 * Opens a case that a scan found, its labels as the workspace remembers them. Errors: those of its files;
 * FILE_UNREADABLE when they are gone.
 */
export async function openCase(source: CaseSource): Promise<CaseReader> {
  const known = withMap(source, mapFor(source, await rememberedMaps()))
  return layouts[source.layout].open(known)
}
