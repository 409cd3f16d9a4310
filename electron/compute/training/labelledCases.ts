import type { Experiment } from '#shared/domain/experiment'
import type { CaseSource, Refusal } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { scannedCases } from '#electron/datasets/scannedCases'
import { isVersionFile, versionCases } from '#electron/datasets/versionCases'

/**
 * The cases of an experiment's folder, or of a data set's version, that carry labels, by name; a refused file is no case. Errors: those of the scan;
 * LAYOUT_UNKNOWN when the folder has cases, but none of the asked layout with labels.
 */
export async function labelledCases(
  folder: string,
  layout: Experiment['data']['layout'],
  signal: AbortSignal,
  onRefusal: (refusal: Refusal) => void = () => undefined,
): Promise<CaseSource[]> {
  if (isVersionFile(folder)) return (await versionCases(folder)).filter(({ labelled }) => labelled.length > 0)
  const cases = await scannedCases(folder, { signal, onRefusal })
  const found = cases.filter(
    (source) => (layout === 'auto' || source.layout === layout) && source.labelled.length > 0,
  )
  if (found.length === 0)
    throw new SeptumError('LAYOUT_UNKNOWN', {
      folder,
      known: layout === 'auto' ? 'labelled ACDC or Sunnybrook cases' : `labelled ${layout} cases`,
    })
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}
