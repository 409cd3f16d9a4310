import { usedCases, type DatasetCase, type DatasetContent, type DatasetSplit, type StrataId } from './dataset'
import type { Part } from './evaluation'
import type { Ratios } from './dataset'
import { stratified } from './stratified'

/** A patient with all of its cases that are used. */
export interface Patient {
  readonly key: string
  readonly cases: readonly DatasetCase[]
}

export const partIds = ['train', 'validation', 'test'] as const satisfies readonly Part[]

/** The patients of the cases that are used, by key. */
export function patientsOf(content: DatasetContent): Patient[] {
  const byKey = new Map<string, DatasetCase[]>()
  for (const one of usedCases(content)) byKey.set(one.patient, [...(byKey.get(one.patient) ?? []), one])
  return [...byKey].map(([key, cases]) => ({ key, cases })).sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** By what a patient counts in a stratified draw; that of its first case. */
export function stratumOf({ cases: [first] }: Patient, by: StrataId): string {
  if (!first || by === 'none') return ''
  const { source } = first
  if (by === 'fieldT') return source.fieldT === null ? '' : `${source.fieldT.toFixed(1)} T`
  return source[by] ?? ''
}

/** Patients in each part: shares of the whole, rounded so that no part with a share is empty while there are enough. */
export function partCounts(patients: number, ratios: Ratios): Record<Part, number> {
  const least = (part: Part) => (ratios[part] > 0 ? 1 : 0)
  const counts = { train: 0, validation: 0, test: 0 }
  if (patients >= 3 || ratios.test === 0) {
    counts.test = Math.max(least('test'), Math.round(patients * ratios.test))
    counts.validation = Math.max(least('validation'), Math.round(patients * ratios.validation))
  } else counts.validation = patients > 1 ? least('validation') : 0
  counts.test = Math.min(counts.test, Math.max(0, patients - 2))
  counts.validation = Math.min(counts.validation, Math.max(0, patients - counts.test - 1))
  counts.train = patients - counts.test - counts.validation
  return counts
}

/** Training, validation and test drawn by patient with the split's seed, ratios and strata (F-DS-3). */
export function drawn(content: DatasetContent): DatasetSplit {
  const { split } = content
  const order = stratified(patientsOf(content), (patient) => stratumOf(patient, split.strata), split.seed)
  const counts = partCounts(order.length, split.ratios)
  const parts: Record<string, Part> = {}
  order.forEach(({ key }, i) => {
    parts[key] = i < counts.test ? 'test' : i < counts.test + counts.validation ? 'validation' : 'train'
  })
  return { ...split, parts, folds: 0, foldOf: {}, preset: null }
}

/** Patients without a part take one, so that the ratios are kept as well as they can be; all others stay (a locked test set). */
export function withNewPatients(content: DatasetContent): DatasetSplit {
  const { split } = content
  const patients = patientsOf(content)
  const known = patients.filter(({ key }) => key in split.parts)
  const fresh = stratified(
    patients.filter(({ key }) => !(key in split.parts)),
    (patient) => stratumOf(patient, split.strata),
    split.seed,
  )
  const parts = Object.fromEntries(known.map(({ key }) => [key, split.parts[key]!]))
  const wanted = partCounts(patients.length, split.ratios)
  for (const { key } of fresh) {
    const lacking = (part: Part) => wanted[part] - Object.values(parts).filter((is) => is === part).length
    parts[key] = partIds.toSorted((a, b) => lacking(b) - lacking(a))[0]!
  }
  const foldOf = split.folds > 0 ? folded({ ...content, split: { ...split, parts } }, split.folds) : {}
  return { ...split, parts, foldOf: { ...foldOf, ...kept(split.foldOf, parts) } }
}

const kept = <T>(record: Readonly<Record<string, T>>, keys: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key in keys))

/** Which patients outside the test part validate in which fold. */
function folded(content: DatasetContent, folds: number): Record<string, number> {
  const { split } = content
  const open = patientsOf(content).filter(({ key }) => split.parts[key] !== 'test')
  const order = stratified(open, (patient) => stratumOf(patient, split.strata), split.seed)
  return Object.fromEntries(order.map(({ key }, i) => [key, Math.floor((i * folds) / order.length)]))
}

/** The split with so many folds over all patients outside the test part; 0 takes them away. */
export const withFolds = (content: DatasetContent, folds: number): DatasetSplit => ({
  ...content.split,
  folds,
  foldOf: folds > 0 ? folded(content, folds) : {},
})

/** The part of a patient in a fold (from 0; null: not in folds); null = it has none yet. */
export function partOf(split: DatasetSplit, patient: string, fold: number | null = null): Part | null {
  const part = split.parts[patient] ?? null
  if (fold === null || part === 'test' || part === null) return part
  return split.foldOf[patient] === fold ? 'validation' : 'train'
}

/** The cases of each part by name, as an experiment names them. Cases of patients without a part are left out. */
export function namedParts(content: DatasetContent, fold: number | null): Record<Part, string[]> {
  const named: Record<Part, string[]> = { train: [], validation: [], test: [] }
  for (const { source, patient } of usedCases(content)) {
    const part = partOf(content.split, patient, fold)
    if (part) named[part].push(source.name)
  }
  return named
}
