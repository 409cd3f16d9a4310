import type { RegionId } from '#shared/domain/structures'

/** The structures that a network can learn, in the order in which readers name them. */
export const learnable = [
  'lv-cavity',
  'lv-myocardium',
  'rv-cavity',
  'rv-myocardium',
  'papillary',
  'left-atrium',
  'right-atrium',
  'lateral-ventricle',
  'object',
] as const satisfies readonly RegionId[]

/** Those of one task that are offered first: the usual ones, and what else is chosen or labelled. */
export const offered = (
  chosen: readonly RegionId[],
  labelled: readonly RegionId[] = [],
): readonly RegionId[] => {
  const usual: readonly RegionId[] =
    labelled.length > 0 ? labelled : ['lv-cavity', 'lv-myocardium', 'rv-cavity']
  return learnable.filter((id) => usual.includes(id) || chosen.includes(id))
}

/** Names short enough for a chart's end or a table's head. */
export const shortName: Readonly<Record<RegionId, string>> = {
  'lv-cavity': 'LV',
  'lv-myocardium': 'MYO',
  'rv-cavity': 'RV',
  'rv-myocardium': 'RV MYO',
  papillary: 'PAP',
  'left-atrium': 'LA',
  'right-atrium': 'RA',
  'lateral-ventricle': 'Ventricle',
  object: 'Object',
}
