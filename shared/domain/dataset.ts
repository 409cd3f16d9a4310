import { z } from './schema'
import { Part } from './evaluation'
import { Experiment } from './experiment'
import { LabelFix } from './labelFix'
import { CaseSource, StudyId } from './study'

/** A data set's name is its folder's name. */
export const DatasetName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u)
export type DatasetName = z.infer<typeof DatasetName>

/** One case of a data set: all that is needed to open it again, and whose it is. */
export const DatasetCase = z.object({
  source: CaseSource,
  /** Cases with the same key never stand in two parts. The source's patient id at first; near-duplicates share one. */
  patient: z.string().min(1),
  /** `source`: what readers drew is not taken for its labels. Left out: it is, where there is something. */
  labelsFrom: z.literal('source').optional(),
})
export type DatasetCase = z.infer<typeof DatasetCase>

/** By what patients are spread evenly over the parts. */
export const strataIds = ['none', 'group', 'scanner', 'fieldT', 'layout'] as const
export const StrataId = z.enum(strataIds)
export type StrataId = z.infer<typeof StrataId>

/** Shares of the patients, together 1. */
export const Ratios = z.object({
  train: z.number().min(0).max(1),
  validation: z.number().min(0).max(1),
  test: z.number().min(0).max(1),
})
export type Ratios = z.infer<typeof Ratios>

export const DatasetSplit = z.object({
  ratios: Ratios,
  strata: StrataId,
  seed: z.number().int(),
  locked: z.boolean(),
  /** By patient. Who is not listed has no part yet. */
  parts: z.record(z.string(), Part),
  /** How often the patients outside the test part take turns at validation; 0: they do not. */
  folds: z.number().int().min(0).max(20),
  /** By patient, from 0. */
  foldOf: z.record(z.string(), z.number().int().min(0)),
  /** The official split that was taken over; null = drawn or moved by hand. */
  preset: z.string().nullable(),
})
export type DatasetSplit = z.infer<typeof DatasetSplit>

/** All that a version says, whether it is a draft or frozen. */
export const DatasetContent = z.object({
  cases: z.record(StudyId, DatasetCase),
  /** Cases that stay listed and are never used, each with the reason. */
  excluded: z.record(StudyId, z.string()),
  fixes: z.record(StudyId, z.array(LabelFix)),
  /** Near-duplicates that were separated by hand, each with the reason (R-DS-7). */
  apart: z.record(StudyId, z.string()),
  split: DatasetSplit,
  preparation: Experiment.shape.preparation,
})
export type DatasetContent = z.infer<typeof DatasetContent>

/** What an edit puts in place; null takes an entry out. */
const Side = z.object({
  cases: z.record(StudyId, DatasetCase.nullable()).optional(),
  excluded: z.record(StudyId, z.string().nullable()).optional(),
  fixes: z.record(StudyId, z.array(LabelFix).nullable()).optional(),
  apart: z.record(StudyId, z.string().nullable()).optional(),
  split: DatasetSplit.optional(),
  preparation: Experiment.shape.preparation.unwrap().optional(),
})
export type DatasetSide = z.infer<typeof Side>

/** One gesture with both its sides: the only way a draft changes, and how it is taken back (R-DS-10). */
export const DatasetEdit = z.object({ label: z.string(), before: Side, after: Side })
export type DatasetEdit = z.infer<typeof DatasetEdit>

/** `datasets/<name>/draft.json`: the version that can still be edited, with its history. */
export const DatasetDraft = z.object({
  schema: z.literal('septum-dataset-draft/1'),
  name: DatasetName,
  version: z.number().int().positive(),
  /** The frozen version that it began as; null = from nothing. */
  basedOn: z.number().int().positive().nullable(),
  savedAt: z.string(),
  content: DatasetContent,
  done: z.array(DatasetEdit),
  undone: z.array(DatasetEdit),
})
export type DatasetDraft = z.infer<typeof DatasetDraft>

/** What the images and the labels of a case were when they were last read: SHA-256 of the values at ED and ES. */
export const CaseHashes = z.object({ image: z.string(), labels: z.string() })
export type CaseHashes = z.infer<typeof CaseHashes>

/** `datasets/<name>/v<N>.json`: never written again (F-DS-1). */
export const DatasetVersion = z.object({
  schema: z.literal('septum-dataset/1'),
  name: DatasetName,
  version: z.number().int().positive(),
  basedOn: z.number().int().positive().nullable(),
  frozenAt: z.string(),
  content: DatasetContent,
  hashes: z.record(StudyId, CaseHashes),
  /** SHA-256 over the cases' hashes, exclusions, fixes, patients, split and preparation. */
  hash: z.string(),
})
export type DatasetVersion = z.infer<typeof DatasetVersion>

export const emptyContent = (): DatasetContent => ({
  cases: {},
  excluded: {},
  fixes: {},
  apart: {},
  split: {
    ratios: { train: 0.7, validation: 0.15, test: 0.15 },
    strata: 'group',
    seed: 1,
    locked: false,
    parts: {},
    folds: 0,
    foldOf: {},
    preset: null,
  },
  preparation: Experiment.shape.preparation.parse(undefined),
})

/** The cases that a version uses: those that are not excluded, with their fixes, by name. Equal names are told apart. */
export function usedCases({ cases, excluded, fixes }: DatasetContent): DatasetCase[] {
  const used = Object.entries(cases)
    .filter(([id]) => !(id in excluded))
    .map(([id, one]) => (fixes[id]?.length ? { ...one, source: { ...one.source, fixes: fixes[id] } } : one))
    .sort((a, b) => compared(a.source.name, b.source.name) || compared(a.source.id, b.source.id))
  const taken = new Map<string, number>()
  return used.map((one) => {
    const { name } = one.source
    const times = (taken.get(name) ?? 0) + 1
    taken.set(name, times)
    return times === 1 ? one : { ...one, source: { ...one.source, name: `${name} (${times})` } }
  })
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
