import { z } from '#shared/domain/schema'
import { DatasetContent, DatasetName } from '#shared/domain/dataset'
import { CheckedCase } from '#shared/domain/datasetCheck'
import { DatasetCommand } from '#shared/domain/datasetCommands'
import { LabelFix, PhaseName } from '#shared/domain/labelFix'
import { StudyId } from '#shared/domain/study'
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

/** Heads three planes: 8-bit grey, labels as they are, labels with the fix asked for. */
export const PictureHeader = z.object({
  columns: z.number().int(),
  rows: z.number().int(),
  spacingMm: z.object({ x: z.number(), y: z.number() }),
  slices: z.number().int(),
})

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
  command: call(z.object({ name: DatasetName, command: DatasetCommand }), OpenedDataset),
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
  changed: event(z.object({ rows: z.array(DatasetRow) })),
}
