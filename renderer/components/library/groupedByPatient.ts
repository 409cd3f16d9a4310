import type { StudyRow } from '#shared/domain/study'

export type TableLine =
  | { readonly kind: 'study'; readonly study: StudyRow }
  | { readonly kind: 'patient'; readonly patient: string; readonly count: number }

/**
 * The table's lines in their order: studies alone, or those of each patient together under a line of their own, patients
 * in the order of their first study.
 */
export function groupedByPatient(rows: readonly StudyRow[], grouped: boolean): TableLine[] {
  if (!grouped) return rows.map((study) => ({ kind: 'study', study }))
  const patients = new Map<string, StudyRow[]>()
  for (const study of rows) {
    const patient = study.patientId || study.patientName || study.name
    const own = patients.get(patient)
    if (own) own.push(study)
    else patients.set(patient, [study])
  }
  return [...patients].flatMap(([patient, own]): TableLine[] => [
    { kind: 'patient', patient, count: own.length },
    ...own.map((study): TableLine => ({ kind: 'study', study })),
  ])
}
