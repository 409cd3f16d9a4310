import { z } from './schema'

/** What an examination is about; its structures are drawn, learnt and listed together. */
export const taskIds = ['cardiac', 'brain', 'object'] as const
export const TaskId = z.enum(taskIds)
export type TaskId = z.infer<typeof TaskId>

/** What a reader draws: closed sub-pixel polygons, one kind of line a boundary (decisions.md 6). */
export const boundaryIds = [
  'lv-endo',
  'lv-epi',
  'rv-endo',
  'rv-epi',
  'papillary',
  'left-atrium',
  'right-atrium',
  'lateral-ventricle',
  'object',
] as const
export const BoundaryId = z.enum(boundaryIds)
export type BoundaryId = z.infer<typeof BoundaryId>

/** What is measured: the area inside one boundary, less the area inside another. */
export const regionIds = [
  'rv-cavity',
  'lv-myocardium',
  'lv-cavity',
  'rv-myocardium',
  'papillary',
  'left-atrium',
  'right-atrium',
  'lateral-ventricle',
  'object',
] as const
export const RegionId = z.enum(regionIds)
export type RegionId = z.infer<typeof RegionId>

export interface Boundary {
  readonly id: BoundaryId
  readonly name: string
  readonly task: TaskId
  /** The digit that chooses it in Read, among those of its task. */
  readonly key: '1' | '2' | '3' | '4' | '5' | '6' | '7'
  /** sRGB; the first four are the palette "Clear" of features.md 8.2. */
  readonly colour: string
  /** Dash lengths in screen pixels; empty = solid. */
  readonly dash: readonly number[]
  /** True: lists name it only where somebody drew it. */
  readonly rare: boolean
}

const dashed = [8, 3]
const dotDashed = [8, 3, 2, 3]
const dotted = [3, 3]

const boundary = (
  id: BoundaryId,
  name: string,
  task: TaskId,
  key: Boundary['key'],
  colour: string,
  dash: readonly number[],
  rare = false,
): Boundary => ({ id, name, task, key, colour, dash, rare })

export const boundaries: Readonly<Record<BoundaryId, Boundary>> = {
  'lv-endo': boundary('lv-endo', 'LV endo', 'cardiac', '1', '#EB6358', []),
  'lv-epi': boundary('lv-epi', 'LV epi', 'cardiac', '2', '#2EEBD6', []),
  'rv-endo': boundary('rv-endo', 'RV endo', 'cardiac', '3', '#FFEB2E', dashed),
  'rv-epi': boundary('rv-epi', 'RV epi', 'cardiac', '4', '#9F80E6', dotDashed, true),
  papillary: boundary('papillary', 'Papillary muscles', 'cardiac', '5', '#D9C6A0', dotted, true),
  'left-atrium': boundary('left-atrium', 'Left atrium', 'cardiac', '6', '#F78FD0', dashed, true),
  'right-atrium': boundary('right-atrium', 'Right atrium', 'cardiac', '7', '#7ED957', dotDashed, true),
  'lateral-ventricle': boundary('lateral-ventricle', 'Lateral ventricle', 'brain', '1', '#52B8FF', []),
  object: boundary('object', 'Object', 'object', '1', '#FF8F3D', []),
}

export interface Region {
  readonly id: RegionId
  readonly name: string
  readonly task: TaskId
  /**
   * Label value in memory and in masks that Septum writes: datasets.md's 0 to 7, ACDC's order, then the structures of
   * other tasks, so that no two share a value. 0 is background.
   */
  readonly label: number
  readonly colour: string
  readonly outer: BoundaryId
  /** Null: everything inside `outer`. */
  readonly inner: BoundaryId | null
}

const region = (
  id: RegionId,
  name: string,
  label: number,
  outer: BoundaryId,
  inner: BoundaryId | null = null,
): Region => ({
  id,
  name,
  task: boundaries[outer].task,
  label,
  colour: boundaries[outer].colour,
  outer,
  inner,
})

/**
 * Canonical label of pixels of which nobody said what they are: "not labelled here", VOC's outline, nnU-Net's `ignore`. They
 * count neither in training nor in scores (X24).
 */
export const ignoredLabel = 255

/** Is a canonical label that of a structure? */
export const isStructure = (label: number): boolean => label !== 0 && label !== ignoredLabel

export const regions: Readonly<Record<RegionId, Region>> = {
  'rv-cavity': region('rv-cavity', 'RV cavity', 1, 'rv-endo'),
  'lv-myocardium': region('lv-myocardium', 'LV myocardium', 2, 'lv-epi', 'lv-endo'),
  'lv-cavity': region('lv-cavity', 'LV cavity', 3, 'lv-endo'),
  'rv-myocardium': region('rv-myocardium', 'RV myocardium', 4, 'rv-epi', 'rv-endo'),
  papillary: region('papillary', 'Papillary muscles', 5, 'papillary'),
  'left-atrium': region('left-atrium', 'Left atrium', 6, 'left-atrium'),
  'right-atrium': region('right-atrium', 'Right atrium', 7, 'right-atrium'),
  'lateral-ventricle': region('lateral-ventricle', 'Lateral ventricle', 8, 'lateral-ventricle'),
  object: region('object', 'Object', 9, 'object'),
}

/** The three regions of ACDC and of the networks' output channels, in the order of their label values 1, 2, 3. */
export const cardiacRegions = [
  'rv-cavity',
  'lv-myocardium',
  'lv-cavity',
] as const satisfies readonly RegionId[]

/** The boundaries of one task, in the order of their keys. */
export const boundariesOf = (task: TaskId): BoundaryId[] =>
  boundaryIds.filter((id) => boundaries[id].task === task)

/** The boundaries that regions are made of, in the order of the table. */
export const boundariesAround = (which: readonly RegionId[]): BoundaryId[] =>
  boundaryIds.filter((id) => which.some((one) => regions[one].outer === id || regions[one].inner === id))

/** The task that drawn or labelled boundaries belong to; the heart where there are none. */
export const taskOf = (drawn: readonly BoundaryId[]): TaskId =>
  drawn[0] === undefined ? 'cardiac' : boundaries[drawn[0]].task
