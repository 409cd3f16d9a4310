import { z } from './schema'

/** What a reader draws: closed sub-pixel polygons, one kind of line a boundary (decisions.md 6). */
export const boundaryIds = ['lv-endo', 'lv-epi', 'rv-endo', 'rv-epi'] as const
export const BoundaryId = z.enum(boundaryIds)
export type BoundaryId = z.infer<typeof BoundaryId>

/** What is measured: the area inside one boundary, less the area inside another. */
export const regionIds = ['rv-cavity', 'lv-myocardium', 'lv-cavity', 'rv-myocardium'] as const
export const RegionId = z.enum(regionIds)
export type RegionId = z.infer<typeof RegionId>

export interface Boundary {
  readonly id: BoundaryId
  readonly name: string
  /** The digit that chooses it in Read. */
  readonly key: '1' | '2' | '3' | '4'
  /** sRGB, palette "Clear" of features.md 8.2. */
  readonly colour: string
  /** Dash lengths in screen pixels; empty = solid. */
  readonly dash: readonly number[]
}

export const boundaries: Readonly<Record<BoundaryId, Boundary>> = {
  'lv-endo': { id: 'lv-endo', name: 'LV endo', key: '1', colour: '#EB6358', dash: [] },
  'lv-epi': { id: 'lv-epi', name: 'LV epi', key: '2', colour: '#2EEBD6', dash: [] },
  'rv-endo': { id: 'rv-endo', name: 'RV endo', key: '3', colour: '#FFEB2E', dash: [8, 3] },
  'rv-epi': { id: 'rv-epi', name: 'RV epi', key: '4', colour: '#9F80E6', dash: [8, 3, 2, 3] },
}

export interface Region {
  readonly id: RegionId
  readonly name: string
  /** Canonical label value in masks: datasets.md's 0 to 7, ACDC's order. 0 is background. */
  readonly label: number
  readonly colour: string
  readonly outer: BoundaryId
  /** Null: everything inside `outer`. */
  readonly inner: BoundaryId | null
}

export const regions: Readonly<Record<RegionId, Region>> = {
  'rv-cavity': {
    id: 'rv-cavity',
    name: 'RV cavity',
    label: 1,
    colour: '#FFEB2E',
    outer: 'rv-endo',
    inner: null,
  },
  'lv-myocardium': {
    id: 'lv-myocardium',
    name: 'LV myocardium',
    label: 2,
    colour: '#2EEBD6',
    outer: 'lv-epi',
    inner: 'lv-endo',
  },
  'lv-cavity': {
    id: 'lv-cavity',
    name: 'LV cavity',
    label: 3,
    colour: '#EB6358',
    outer: 'lv-endo',
    inner: null,
  },
  'rv-myocardium': {
    id: 'rv-myocardium',
    name: 'RV myocardium',
    label: 4,
    colour: '#9F80E6',
    outer: 'rv-epi',
    inner: 'rv-endo',
  },
}

/** The three regions of ACDC and of the networks' output channels, in the order of their label values 1, 2, 3. */
export const cardiacRegions = [
  'rv-cavity',
  'lv-myocardium',
  'lv-cavity',
] as const satisfies readonly RegionId[]
