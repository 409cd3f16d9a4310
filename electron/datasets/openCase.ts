import type { CaseSource } from '#shared/domain/study'
import type { CaseReader } from './adapter'
import { layouts } from './catalogue'
import { fixedReader } from './fixes/fixedReader'
import { mapFor, rememberedMaps, withMap } from './labels/rememberedMaps'

/** A case with its labels as the workspace remembers them. */
export const withRememberedLabels = async (source: CaseSource): Promise<CaseSource> =>
  withMap(source, mapFor(source, await rememberedMaps()))

/**
 * Opens a case that a scan found, its labels as the workspace remembers them, with the corrections that its data set
 * asks for. Errors: those of its files; FILE_UNREADABLE when they are gone.
 */
export async function openCase(source: CaseSource): Promise<CaseReader> {
  const layout = layouts[source.layout]
  const known = await withRememberedLabels(source)
  const reader = fixedReader(await layout.open(known), known)
  const { orientationTurned } = layout
  return orientationTurned ? Object.assign(reader, { orientationTurned }) : reader
}
