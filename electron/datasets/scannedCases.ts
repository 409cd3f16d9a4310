import type { CaseSource } from '#shared/domain/study'
import type { ScanEvents } from './adapter'
import { scanFolder } from './scanFolder'

/** All cases of a folder, each once: one that is told again is the same with what turned up since. Errors: see `scanFolder`. */
export async function scannedCases(
  folder: string,
  events: Partial<Omit<ScanEvents, 'onCase'>> = {},
): Promise<CaseSource[]> {
  const found = new Map<string, CaseSource>()
  await scanFolder(folder, {
    onRefusal: () => undefined,
    onProgress: () => undefined,
    ...events,
    onCase: (source) => found.set(`${source.id} ${source.files[0]}`, source),
  })
  return [...found.values()]
}
