import type { Experiment } from '#shared/domain/experiment'
import type { CaseSource, Refusal } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { scanFolder } from '#electron/datasets/scanFolder'

/**
 * The cases of an experiment's folder that carry labels, by name; a refused file is no case. Errors: those of the scan;
 * LAYOUT_UNKNOWN when the folder has cases, but none of the asked layout with labels.
 */
export async function labelledCases(
  folder: string,
  layout: Experiment['data']['layout'],
  signal: AbortSignal,
  onRefusal: (refusal: Refusal) => void = () => undefined,
): Promise<CaseSource[]> {
  const found: CaseSource[] = []
  await scanFolder(folder, {
    signal,
    onCase: (source) => {
      const asked = layout === 'auto' || source.layout === layout
      if (asked && source.labelled.length > 0) found.push(source)
    },
    onRefusal,
    onProgress: () => undefined,
  })
  if (found.length === 0)
    throw new SeptumError('LAYOUT_UNKNOWN', {
      folder,
      known: layout === 'auto' ? 'labelled ACDC or Sunnybrook cases' : `labelled ${layout} cases`,
    })
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}
