import { z } from '#shared/domain/schema'
import { DatasetContent, DatasetName } from '#shared/domain/dataset'
import { CheckedCase } from '#shared/domain/datasetCheck'
import { DatasetCommand } from '#shared/domain/datasetCommands'
import { LabelFix, PhaseName } from '#shared/domain/labelFix'
import { RegionId } from '#shared/domain/structures'
import { LayoutId, StudyId } from '#shared/domain/study'
import { call, event, pixels, task } from './contract'
import { WorkProgress } from './library'

/** One line under a data set's name: the draft, or a frozen version. */
export const DatasetVersionRow = z.object({
  version: z.number().int(),
  state: z.enum(['draft', 'frozen']),
  cases: z.number().int(),
  patients: z.number().int(),
  /** The file that an experiment's `data.folder` may name. */
  file: z.string(),
  /** When it was saved or frozen. */
  at: z.string(),
  hash: z.string().nullable(),
})
export type DatasetVersionRow = z.infer<typeof DatasetVersionRow>
export const DatasetRow = z.object({
  name: DatasetName,
  /** Newest first. */
  versions: z.array(DatasetVersionRow),
})
export type DatasetRow = z.infer<typeof DatasetRow>

const Names = z.array(z.string())
const OpenedDataset = z.object({
  name: DatasetName,
  version: z.number().int(),
  state: z.enum(['draft', 'frozen']),
  basedOn: z.number().int().nullable(),
  at: z.string(),
  hash: z.string().nullable(),
  content: DatasetContent,
  /** Names of the edits that can be taken back and brought back; null: none. */
  undo: z.string().nullable(),
  redo: z.string().nullable(),
  /** Against the version that it is based on; null: there is none. */
  diff: z.object({ added: Names, removed: Names, relabelled: Names, moved: Names }).nullable(),
  /** What the last check found of the cases as they are; cases that are not here have to be checked. */
  checked: z.array(CheckedCase),
})
export type OpenedDataset = z.infer<typeof OpenedDataset>

/** A version of a data set; null = the draft where there is one, else the newest. */
const Which = z.object({ name: DatasetName, version: z.number().int().nullable() })

/** Cases of one layout whose labels are read in one way. */
export const LabelSource = z.object({
  key: z.string(),
  layout: LayoutId,
  cases: z.number().int(),
  /** The folder above all of them, for which the meaning of label values can be said; null: they have no label values. */
  folder: z.string().nullable(),
  /** Readers drew in Septum what they label; their source's own values do not matter. */
  drawn: z.boolean(),
  /** Null: background. `mapped`: in how many cases the data set itself says so. Empty: the source draws polygons. */
  values: z.array(z.object({ value: z.number(), region: RegionId.nullable(), mapped: z.number().int() })),
  /** Structures of other cases of the data set that this source does not label: unknown here, not background. */
  missing: z.array(RegionId),
})
export type LabelSource = z.infer<typeof LabelSource>

/** Heads three planes: 8-bit grey, labels as they are, labels with the fix asked for. */
export const PictureHeader = z.object({
  columns: z.number().int(),
  rows: z.number().int(),
  spacingMm: z.object({ x: z.number(), y: z.number() }),
  slices: z.number().int(),
})

/** What a plane of grey shows: its values, and how they are spread over 64 equal steps between them. */
export const PlaneFacts = z.object({
  columns: z.number().int(),
  rows: z.number().int(),
  spacingMm: z.number(),
  low: z.number(),
  high: z.number(),
  histogram: z.array(z.number()),
})

/** Heads two planes a stage, grey and labels: the source first, then what each step made of it. */
export const PreparedHeader = z.object({ stages: z.array(PlaneFacts.extend({ step: z.string() })) })
export type PreparedHeader = z.infer<typeof PreparedHeader>

/** Data sets with versions. Every edit of a frozen version begins a draft. */
export const datasets = {
  list: call(z.void(), z.array(DatasetRow)),
  open: call(Which, OpenedDataset),
  /** Adds studies of the Library; a data set that is not there is made. */
  add: call(
    z.object({ name: DatasetName, studies: z.array(StudyId).min(1), fresh: z.boolean() }),
    OpenedDataset,
  ),
  /** Adds all labelled cases below a folder; a data set that is not there is made. */
  addFolder: task(
    z.object({ name: DatasetName, folder: z.string(), fresh: z.boolean() }),
    WorkProgress,
    OpenedDataset,
  ),
  /** What each source's label values mean (F-DS-6). */
  labels: call(Which, z.array(LabelSource)),
  command: call(z.object({ name: DatasetName, command: DatasetCommand }), OpenedDataset),
  /** Takes what readers drew in Septum for the labels of cases, or goes back to what their sources say. */
  labelsFrom: call(
    z.object({ name: DatasetName, cases: z.array(StudyId).min(1), from: z.enum(['readers', 'source']) }),
    OpenedDataset,
  ),
  undo: call(z.object({ name: DatasetName }), OpenedDataset),
  redo: call(z.object({ name: DatasetName }), OpenedDataset),
  /** Reads what has changed since the last check; near-duplicates of a draft are grouped then. */
  check: task(Which, WorkProgress, OpenedDataset),
  /** Makes the draft a version for good. Throws DATASET_BLOCKED. */
  freeze: task(z.object({ name: DatasetName }), WorkProgress, OpenedDataset),
  /** Throws the draft away; frozen versions stay. */
  discard: call(z.object({ name: DatasetName }), z.void()),
  /** Moves a data set with all versions to the workspace's trash. */
  remove: call(z.object({ name: DatasetName }), z.void()),
  /** Brings the data set back that was removed last under this name. */
  restore: call(z.object({ name: DatasetName }), z.void()),
  /** One slice (from 0): grey, labels with the version's fixes, and labels with `fix` too; plane after plane. */
  picture: pixels(
    z.object({
      ...Which.shape,
      case: StudyId,
      phase: PhaseName,
      slice: z.number().int().nonnegative(),
      fix: LabelFix.nullable(),
    }),
    PictureHeader,
  ),
  /** One slice on its way through the preparation, step by step (F-PP-2). */
  prepared: pixels(
    z.object({
      ...Which.shape,
      case: StudyId,
      phase: PhaseName,
      slice: z.number().int().nonnegative(),
      preparation: DatasetContent.shape.preparation,
    }),
    PreparedHeader,
  ),
  changed: event(z.object({ rows: z.array(DatasetRow) })),
}
