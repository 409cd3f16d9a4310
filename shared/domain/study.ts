import { z } from './schema'
import { Grid } from './grid'
import { datasetLayoutIds } from './phantom'
import { Contour } from './contour'
import { KeptContours } from './keptContours'
import { LabelFix } from './labelFix'
import { BoundaryId, boundaryIds, TaskId } from './structures'
import { ReviewState } from './segmentation'

/** Layouts that an adapter knows (electron/datasets/catalogue.ts); the last ones lie in any folder. */
export const layoutIds = [...datasetLayoutIds, 'user', 'image-mask', 'dicom', 'nifti'] as const
export const LayoutId = z.enum(layoutIds)
export type LayoutId = z.infer<typeof LayoutId>

/** A study's stable id: a hash of its source's identity (UIDs, else the layout's case name and content). */
export const StudyId = z.string().regex(/^[a-z0-9-]{4,64}$/)
export type StudyId = z.infer<typeof StudyId>

/** How full a boundary's contours are at ED and ES: full circle, half circle, empty circle in the table. */
export const Coverage = z.enum(['full', 'half', 'none'])
export type Coverage = z.infer<typeof Coverage>

/** The coverage of every boundary. */
export const coverageOfAll = (of: (boundary: BoundaryId) => Coverage): Record<BoundaryId, Coverage> =>
  Object.fromEntries(boundaryIds.map((id) => [id, of(id)])) as Record<BoundaryId, Coverage>

/**
 * All that is needed to open a case again: adapters write it when they scan, the index keeps it.
 * `files` are absolute paths; `detail` belongs to the adapter alone.
 */
export const CaseSource = z.object({
  id: StudyId,
  /** The name that people and scripts use: patient001, SC-HF-I-1, a series description. */
  name: z.string(),
  layout: LayoutId,
  folder: z.string(),
  files: z.array(z.string()),
  patientId: z.string(),
  patientName: z.string(),
  sex: z.string().nullable(),
  ageYears: z.number().nullable(),
  /** ISO date of the study, or null. */
  studyDate: z.string().nullable(),
  description: z.string(),
  modality: z.string(),
  scanner: z.string().nullable(),
  fieldT: z.number().nullable(),
  group: z.string().nullable(),
  series: z.number().int(),
  slices: z.number().int(),
  phases: z.number().int(),
  /** Phases counted from 0. */
  ed: z.number().int().nullable(),
  es: z.number().int().nullable(),
  /** Boundaries for which the source brings contours or masks. */
  labelled: z.array(BoundaryId),
  /** What it is about; left out: what its labels are about, else the heart. */
  task: TaskId.optional(),
  /** The part of its data set's own split, where that has one: train, validation, test. */
  part: z.string().optional(),
  problems: z.array(z.string()),
  detail: z.record(z.string(), z.unknown()),
  /** Corrections of its labels that a data set's version asks for. */
  fixes: z.array(LabelFix).optional(),
  /** Its label values mean what `detail` says, whatever the workspace came to remember since: a frozen version's (F-DS-1). */
  mapped: z.literal(true).optional(),
  /** What readers drew of it in Septum, which a data set takes for its labels in place of the source's. */
  contours: KeptContours.optional(),
})
export type CaseSource = z.infer<typeof CaseSource>

/** One file or folder that could not be used, for Library ▸ Import problems and `library add --json`. */
export const Refusal = z.object({ file: z.string(), code: z.string(), cause: z.string(), remedy: z.string() })
export type Refusal = z.infer<typeof Refusal>

/**
 * One StudyInstanceUID under several patient IDs (R-LIB-4). Until `decided`, none of its rows is used in a data set:
 * they are different patients after all, or one, filed under the named ID. The reason is the reader's.
 */
export const Clash = z.object({
  studyUid: z.string(),
  /** The other patients' IDs. */
  patients: z.array(z.string()),
  decided: z
    .object({
      decision: z.enum(['different', 'same']),
      patientId: z.string().nullable(),
      reason: z.string(),
      at: z.string(),
    })
    .nullable(),
})
export type Clash = z.infer<typeof Clash>

/** A word that a reader put on studies; shown as `#teaching`. */
export const Tag = z.string().trim().min(1).max(40)

/** One row of the Library. */
export const StudyRow = z.object({
  id: StudyId,
  name: z.string(),
  layout: LayoutId,
  folder: z.string(),
  patientId: z.string(),
  patientName: z.string(),
  sex: z.string().nullable(),
  ageYears: z.number().nullable(),
  studyDate: z.string().nullable(),
  description: z.string(),
  modality: z.string(),
  scanner: z.string().nullable(),
  fieldT: z.number().nullable(),
  group: z.string().nullable(),
  series: z.number().int(),
  slices: z.number().int(),
  phases: z.number().int(),
  review: ReviewState,
  coverage: z.record(BoundaryId, Coverage),
  task: TaskId.optional(),
  efPercent: z.number().nullable(),
  problems: z.array(z.string()),
  /** StudyInstanceUID: rows that share it are series of one examination. */
  studyUid: z.string().nullable(),
  clash: Clash.nullable(),
  /** Other folders that hold the same study (F-LI-6). */
  otherPlaces: z.array(z.string()),
  tags: z.array(Tag),
  note: z.string(),
  /** False: its folder is gone; `lastSeen` says since when (R-LIB-6). */
  online: z.boolean(),
  lastSeen: z.string(),
  addedAt: z.string(),
})
export type StudyRow = z.infer<typeof StudyRow>

/** A warning beside the numbers that it affects (R-RD-12, P-6). */
export const GeometryWarning = z.object({ code: z.string(), text: z.string() })
export type GeometryWarning = z.infer<typeof GeometryWarning>

/** Display window: `centre` and `width` in units after rescale; `origin` says where it came from (X8). */
export const DisplayWindow = z.object({
  centre: z.number(),
  width: z.number(),
  origin: z.enum(['file', 'percentile', 'reader']),
})
export type DisplayWindow = z.infer<typeof DisplayWindow>

/** What opening a case answers; the frames follow one by one, as bytes. */
export const OpenedCase = z.object({
  id: StudyId,
  name: z.string(),
  grid: Grid,
  window: DisplayWindow,
  /** True: MONOCHROME1, to be inverted after windowing (X6). */
  inverted: z.boolean(),
  sliceThicknessMm: z.number().nullable(),
  ed: z.number().int().nullable(),
  es: z.number().int().nullable(),
  /** What it is about, as in `CaseSource`. */
  task: TaskId.optional(),
  /** Contours that the source brought, source "imported", state "accepted". */
  imported: z.array(Contour),
  warnings: z.array(GeometryWarning),
  lossy: z.boolean(),
})
export type OpenedCase = z.infer<typeof OpenedCase>

/** Heads the bytes of one frame: rows × columns stored values, little-endian; value = stored × slope + intercept. */
export const FrameHeader = z.object({
  slice: z.number().int(),
  phase: z.number().int(),
  columns: z.number().int().positive(),
  rows: z.number().int().positive(),
  type: z.enum(['uint16', 'int16', 'float32']),
  slope: z.number(),
  intercept: z.number(),
})
export type FrameHeader = z.infer<typeof FrameHeader>
