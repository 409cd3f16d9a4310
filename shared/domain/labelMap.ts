import { z } from './schema'
import { ignoredLabel, regions, regionIds, type RegionId } from './structures'

/** What a value of a label map means: a structure, background, or pixels of which the source does not say what they are. */
export const LabelTarget = z.enum([...regionIds, 'background', 'not-labelled'])
export type LabelTarget = z.infer<typeof LabelTarget>

/** Value in the file → meaning. Colours are `red × 65536 + green × 256 + blue`. */
export const LabelMapping = z.record(z.string().regex(/^\d{1,10}$/), LabelTarget)
export type LabelMapping = Readonly<z.infer<typeof LabelMapping>>

/** A mapping that is remembered for all cases of one layout below a folder: `<workspace>/labels/<id>.json`. */
export const LabelMapFile = z.strictObject({
  schema: z.literal('septum-labels/1'),
  folder: z.string(),
  layout: z.string(),
  /** The values that were found when it was made; another one asks again. */
  values: z.array(z.number().int().nonnegative()),
  map: LabelMapping,
  /** Masks are thin lines: what they enclose belongs to the object too. */
  fillLines: z.boolean().default(false),
})
export type LabelMapFile = z.infer<typeof LabelMapFile>

/** Value → canonical label, as readers of label maps take it; what is not labelled is to be ignored, pixel by pixel. */
export const canonicalValues = (map: LabelMapping): [number, number][] =>
  Object.entries(map).map(([value, target]) => {
    if (target === 'not-labelled') return [Number(value), ignoredLabel]
    return [Number(value), target === 'background' ? 0 : regions[target].label]
  })

/** Structures that the source labels. What no value means is not labelled there: unknown, never absent (X24). */
export const labelledBy = (map: LabelMapping): RegionId[] =>
  regionIds.filter((id) => Object.values(map).includes(id))

export interface LabelPreset {
  readonly id: string
  readonly name: string
  readonly map: LabelMapping
}

/** Orders and codes of known data sets (R-DS-3). */
export const labelPresets: readonly LabelPreset[] = [
  {
    id: 'acdc',
    name: 'ACDC: 1 RV, 2 MYO, 3 LV',
    map: { 0: 'background', 1: 'rv-cavity', 2: 'lv-myocardium', 3: 'lv-cavity' },
  },
  {
    id: 'mnms',
    name: 'M&Ms: 1 LV, 2 MYO, 3 RV',
    map: { 0: 'background', 1: 'lv-cavity', 2: 'lv-myocardium', 3: 'rv-cavity' },
  },
  {
    id: 'mscmr',
    name: 'Codes 500 LV, 200 MYO, 600 RV',
    map: { 0: 'background', 200: 'lv-myocardium', 500: 'lv-cavity', 600: 'rv-cavity' },
  },
]

/** Which presets fit the values that were found, and for two values object and background. */
export function fittingPresets(values: readonly number[]): LabelPreset[] {
  const known = labelPresets.filter(({ map }) => values.every((value) => String(value) in map))
  const [dark, bright] = [...values].sort((a, b) => a - b)
  if (values.length !== 2 || dark === undefined || bright === undefined) return known
  const binary = (id: string, name: string, object: number, background: number): LabelPreset => ({
    ...{ id, name },
    map: { [object]: 'object', [background]: 'background' },
  })
  return [
    ...known,
    binary('binary', `Binary: ${bright} object`, bright, dark),
    binary('inverted', `Inverted: ${dark} object`, dark, bright),
  ]
}
