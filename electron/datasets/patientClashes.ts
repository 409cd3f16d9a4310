import type { CaseSource } from '#shared/domain/study'

/** Cases whose StudyInstanceUID stands in others under another patient ID, with all the IDs (R-LIB-4, X15). */
export function patientClashes(sources: readonly CaseSource[]): Map<CaseSource, readonly string[]> {
  const patients = new Map<string, Set<string>>()
  for (const source of sources) {
    const uid = studyUidOf(source)
    if (uid) patients.set(uid, (patients.get(uid) ?? new Set()).add(source.patientId))
  }
  return new Map(
    sources.flatMap((source) => {
      const ids = patients.get(studyUidOf(source) ?? '')
      return ids && ids.size > 1 ? [[source, [...ids].sort()] as const] : []
    }),
  )
}

/** What is said of such a case where nobody can be asked. */
export const clashProblem = (patients: readonly string[]): string =>
  `One study number is filed under several patients (${patients.join(', ')}): decide in the Library who is who before it is used.`

export function studyUidOf({ detail: { studyUid } }: Pick<CaseSource, 'detail'>): string | null {
  return typeof studyUid === 'string' && studyUid !== '' ? studyUid : null
}
