import { ignoredLabel } from '#shared/domain/structures'

/** Names of structures as data sets write them, by canonical label (datasets.md B1.10). */
const names: readonly (readonly [number, readonly string[]])[] = [
  [0, ['background', 'bg', 'none']],
  [1, ['rv', 'rvc', 'rv cavity', 'rv endo', 'rv endocardium', 'rv blood pool', 'rvbp']],
  [2, ['myo', 'myocardium', 'lvm', 'mlv', 'lvmyo', 'lv myo', 'lv myocardium', 'lv wall', 'lv epi', 'epi']],
  [
    3,
    ['lv', 'lvc', 'lvbp', 'lv cavity', 'lv endo', 'lv endocardium', 'lv blood pool', 'blood', 'blood pool'],
  ],
  [4, ['rvm', 'rv myo', 'rv myocardium', 'rv wall', 'rv epi']],
  [5, ['papillary', 'papillary muscle', 'papillary muscles', 'pap']],
  [6, ['la', 'left atrium', 'la cavity']],
  [7, ['ra', 'right atrium', 'ra cavity']],
  [8, ['lateral ventricle', 'lateral ventricles']],
  [ignoredLabel, ['ignore']],
]
const known = new Map(names.flatMap(([label, list]) => list.map((name) => [name, label] as const)))

/** The canonical label that a structure's name means, in any case of letters; null where Septum does not measure it. */
export function canonicalLabel(name: string): number | null {
  const plain = name
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim()
    .replace(/^(right|left) ventric(?:le|ular)/, (_, side: string) => (side === 'right' ? 'rv' : 'lv'))
  return known.get(plain) ?? null
}
