/** What a structure of a file means: the line around it, or a wall, which may be drawn as a ring or filled. */
export type Meaning =
  | 'lv-endo'
  | 'lv-epi'
  | 'lv-wall'
  | 'rv-endo'
  | 'rv-epi'
  | 'rv-wall'
  | 'left-atrium'
  | 'right-atrium'

/** Words that mean the same, longest first; what is left is looked up whole. */
const shortened: readonly (readonly [RegExp, string])[] = [
  [/[^a-z0-9]+/g, ''],
  [/left(ventricle|ventricular)/g, 'lv'],
  [/right(ventricle|ventricular)/g, 'rv'],
  [/left(atrium|atrial)/g, 'la'],
  [/right(atrium|atrial)/g, 'ra'],
  [/endocardi(um|al)/g, 'endo'],
  [/epicardi(um|al)/g, 'epi'],
  [/myocardi(um|al)/g, 'myo'],
  [/bloodpool|lumen|cavity|chamber/g, 'c'],
  [/(contour|border|outline|mask)$/g, ''],
]

const meanings: ReadonlyMap<string, Meaning> = new Map(
  (
    [
      ['lv-endo', 'lv lvc lvendo endolv endo blood lvblood lvbp c'],
      ['lv-epi', 'epi lvepi epilv'],
      ['lv-wall', 'myo lvm lvmyo lvwall myolv'],
      ['rv-endo', 'rv rvc rvendo endorv rvblood rvbp'],
      ['rv-epi', 'rvepi epirv'],
      ['rv-wall', 'rvm rvmyo rvwall myorv'],
      ['left-atrium', 'la lac laendo'],
      ['right-atrium', 'ra rac raendo'],
    ] as const
  ).flatMap(([meaning, names]) => names.split(' ').map((name): [string, Meaning] => [name, meaning])),
)

/** The structure that a name stands for, in any case and with any separators (datasets.md B1.10); null: unknown. */
export function meaningOfName(name: string): Meaning | null {
  const plain = shortened.reduce((text, [words, short]) => text.replace(words, short), name.toLowerCase())
  return meanings.get(plain) ?? null
}

/** Codes of anatomy: SNOMED CT, and the older SRT of the same terms. */
const codes: Readonly<Record<string, Meaning>> = {
  'SCT 87878005': 'lv-endo',
  'SRT T-32600': 'lv-endo',
  'SCT 53085002': 'rv-endo',
  'SRT T-32500': 'rv-endo',
  'SCT 82471001': 'left-atrium',
  'SRT T-32300': 'left-atrium',
  'SCT 73829009': 'right-atrium',
  'SRT T-32200': 'right-atrium',
  'SCT 74281007': 'lv-wall',
  'SRT T-32020': 'lv-wall',
}

/** The structure that a coded segment stands for; null: unknown. */
export const meaningOfCode = (code: string, scheme: string): Meaning | null =>
  codes[`${scheme.replace(/^(SNM3|99SDM)$/, 'SRT')} ${code}`] ?? null
