import { counted } from '#shared/domain/counted'
import {
  usedCases,
  type CaseHashes,
  type DatasetCase,
  type DatasetContent,
  type DatasetVersion,
} from '#shared/domain/dataset'
import { labelKey, severityCounts, type CheckedCase } from '#shared/domain/datasetCheck'
import { patientsOf } from '#shared/domain/datasetSplit'
import type { CaseSource } from '#shared/domain/study'

/** A case as it is read for this data set. */
export const withFixes = (content: DatasetContent, { source }: DatasetCase): CaseSource => {
  const fixes = content.fixes[source.id]
  return fixes?.length ? { ...source, fixes } : source
}

/** The cases that are checked: those that are used. */
export const sourcesOf = (content: DatasetContent): CaseSource[] =>
  Object.values(content.cases)
    .filter(({ source }) => !(source.id in content.excluded))
    .map((one) => withFixes(content, one))

export const hashesOf = (checked: readonly CheckedCase[]): Record<string, CaseHashes> =>
  Object.fromEntries(checked.flatMap(({ id, hashes }) => (hashes ? [[id, hashes]] : [])))

/** The newest check of each case that is used, made with the labels and fixes that it has now. */
export function currentChecks(content: DatasetContent, kept: readonly CheckedCase[]): CheckedCase[] {
  const newest = new Map<string, CheckedCase>()
  for (const one of kept)
    if (one.id in content.cases && one.fixes === labelKey(withFixes(content, content.cases[one.id]!)))
      newest.set(one.id, one)
  return sourcesOf(content).flatMap(({ id }) => newest.get(id) ?? [])
}

/** Cases whose images or labels are no longer those that were frozen. */
export function changedFindings(
  one: CheckedCase,
  { source }: DatasetCase,
  { version, hashes }: DatasetVersion,
): CheckedCase['findings'] {
  const was = hashes[one.id]
  if (!was || !one.hashes) return []
  const what = [
    was.image === one.hashes.image ? [] : ['images'],
    was.labels === one.hashes.labels ? [] : ['labels'],
  ].flat()
  if (what.length === 0) return []
  return [
    {
      kind: 'changed',
      severity: 'blocker',
      ...{ phase: null, slice: null, region: null, fix: null },
      file: source.files[0] ?? null,
      text: `The ${what.join(' and ')} of ${source.name} are no longer those that version ${version} was frozen with.`,
      reason: 'Its files were changed or replaced after the version was frozen.',
    },
  ]
}

/** What keeps a draft from being frozen, in words; null: nothing. */
export function blocking(content: DatasetContent, checked: readonly CheckedCase[]): string | null {
  const used = usedCases(content)
  if (used.length === 0) return 'it has no cases'
  const { blocker } = severityCounts(checked.flatMap(({ findings }) => findings))
  if (blocker > 0) return `the check found ${counted(blocker, 'blocker')}`
  const without = patientsOf(content).filter(({ key }) => !(key in content.split.parts))
  if (without.length > 0)
    return `${without.length} ${without.length === 1 ? 'patient has' : 'patients have'} no part in the split, ${without[0]!.key} among them`
  const parts = new Set(patientsOf(content).map(({ key }) => content.split.parts[key]))
  if (!parts.has('train')) return 'its training part is empty'
  if (content.split.folds === 0 && !parts.has('validation')) return 'its validation part is empty'
  return null
}
