import type { RegionId } from '#shared/domain/structures'

/** The structures that a network can learn, in the order in which readers name them. */
export const learnable = ['lv-cavity', 'lv-myocardium', 'rv-cavity'] as const satisfies readonly RegionId[]

/** Names short enough for a chart's end or a table's head. */
export const shortName: Readonly<Record<RegionId, string>> = {
  'lv-cavity': 'LV',
  'lv-myocardium': 'MYO',
  'rv-cavity': 'RV',
  'rv-myocardium': 'RV MYO',
}
