import type { CaseSource } from '#shared/domain/study'
import type { CaseReader } from './adapter'
import { layouts } from './catalogue'
import { contouredReader } from './contours/contouredReader'
import { fixedReader } from './fixes/fixedReader'
import { rememberedMaps, withMaps } from './labels/rememberedMaps'

/** The case with the contours that its data set took; closed where they cannot be read. */
async function contoured(images: CaseReader, source: CaseSource): Promise<CaseReader> {
  try {
    return await contouredReader(images, source)
  } catch (error) {
    images.close()
    throw error
  }
}

/** A case with its labels as the workspace remembers them, or as its frozen version does. */
export const withRememberedLabels = async (source: CaseSource): Promise<CaseSource> =>
  withMaps(source, await rememberedMaps())

/**
 * Opens a case that a scan found, its labels as the workspace remembers them, with the corrections that its data set
 * asks for, or the contours that it took in their place. Errors: those of its files; FILE_UNREADABLE when they are gone.
 */
export async function openCase(source: CaseSource): Promise<CaseReader> {
  const layout = layouts[source.layout]
  const known = await withRememberedLabels(source)
  const reader = fixedReader(await contoured(await layout.open(known), known), known)
  const { orientationTurned } = layout
  return orientationTurned ? Object.assign(reader, { orientationTurned }) : reader
}
