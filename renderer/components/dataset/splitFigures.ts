import { partOf, patientsOf, stratumOf, type Patient } from '#shared/domain/datasetSplit'
import type { Part } from '#shared/domain/evaluation'
import type { OpenedDataset } from '#shared/ipc/datasets'

/** One part of a split in figures. */
export interface PartFigures {
  readonly part: Part | null
  readonly patients: readonly Patient[]
  readonly cases: number
  /** Slices with any label at ED and ES; null while not all of its cases are checked. */
  readonly labelledSlices: number | null
  /** Patients of each stratum. */
  readonly strata: Readonly<Record<string, number>>
}

/** Every part of a version's split (of a fold, from 0), those without a part last. */
export function splitFigures(opened: OpenedDataset, fold: number | null): PartFigures[] {
  const { content, checked } = opened
  const slices = new Map(
    checked.map(({ id, ed, es }) => [id, (ed?.labelledSlices ?? 0) + (es?.labelledSlices ?? 0)]),
  )
  const patients = patientsOf(content)
  return ([...(['train', 'validation', 'test'] as const), null] as const)
    .map((part) => {
      const own = patients.filter(({ key }) => partOf(content.split, key, fold) === part)
      const ids = own.flatMap(({ cases }) => cases.map(({ source }) => source.id))
      const strata: Record<string, number> = {}
      for (const patient of own) {
        const stratum = stratumOf(patient, content.split.strata)
        strata[stratum] = (strata[stratum] ?? 0) + 1
      }
      const known = ids.every((id) => slices.has(id))
      return {
        part,
        patients: own,
        cases: ids.length,
        labelledSlices: known ? ids.reduce((sum, id) => sum + slices.get(id)!, 0) : null,
        strata,
      }
    })
    .filter(({ part, patients: own }) => part !== null || own.length > 0)
}
