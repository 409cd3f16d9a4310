import { emptyContent, type DatasetCase, type DatasetContent } from '#shared/domain/dataset'
import { withCases } from '#shared/domain/datasetCommands'
import type { CaseSource } from '#shared/domain/study'
import { heart } from '../../electron/host/hearts'

/** A case of a data set; its patient is its own unless told. */
export function member(name: string, more: Partial<CaseSource> = {}): DatasetCase {
  const source = heart('/hearts', name, more)
  return { source, patient: source.patientId }
}

export const contentOf = (cases: readonly DatasetCase[]): DatasetContent =>
  withCases(emptyContent(), cases).content

/** patient001, patient002, … in the groups of ACDC, one after the other. */
export const acdcHearts = (from: number, to: number): DatasetCase[] =>
  Array.from({ length: to - from + 1 }, (_, i) =>
    member(`patient${String(from + i).padStart(3, '0')}`, {
      group: ['DCM', 'HCM', 'MINF', 'NOR', 'RV'][i % 5]!,
    }),
  )
