import type { CaseSource } from '#shared/domain/study'
import type { CaseReader } from './adapter'
import { layouts } from './catalogue'
import { mapFor, rememberedMaps, withMap } from './labels/rememberedMaps'

/** A case with its labels as the workspace remembers them. */
export const withRememberedLabels = async (source: CaseSource): Promise<CaseSource> =>
  withMap(source, mapFor(source, await rememberedMaps()))

/**
 * Opens a case that a scan found, its labels as the workspace remembers them. Errors: those of its files;
 * FILE_UNREADABLE when they are gone.
 */
export async function openCase(source: CaseSource): Promise<CaseReader> {
  const layout = layouts[source.layout]
  const reader = await layout.open(await withRememberedLabels(source))
  const { orientationTurned } = layout
  return orientationTurned ? Object.assign(reader, { orientationTurned }) : reader
}
