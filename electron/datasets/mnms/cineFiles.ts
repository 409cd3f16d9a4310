/** The files of one cine in challenges that name them by view and phase; absolute, null where one is missing. */
export interface CineFiles {
  readonly code: string
  readonly view: 'SA' | 'LA'
  readonly cine: string | null
  /** Label map of the whole cine; frames that nobody labelled are empty in it. */
  readonly cineLabel: string | null
  readonly ed: string | null
  readonly es: string | null
  readonly edLabel: string | null
  readonly esLabel: string | null
}

/** A file's part: code, view, ED, ES or the cine, and whether it is a label map. */
export interface CineFileName {
  readonly code: string
  readonly view: 'SA' | 'LA'
  readonly phase: 'ED' | 'ES' | null
  readonly label: boolean
}

const names = {
  // A0S9V9_sa.nii.gz, A0S9V9_sa_gt.nii.gz; copies with frames of their own: H1N8S6_sa_ED.nii.gz
  mnms: /(?:^|_)([A-Z]\d[A-Z]\d[A-Z]\d)_(sa|la)(?:_(ED|ES))?(_gt)?\.nii(?:\.gz)?$/i,
  // 001_SA_CINE.nii.gz, 001_LA_ED_gt.nii.gz
  mnms2: /^(\d{3})_(SA|LA)_(CINE|ED|ES)(_gt)?\.nii(?:\.gz)?$/i,
} as const

export type CineLayout = keyof typeof names

export function cineFileName(name: string, layout: CineLayout): CineFileName | null {
  const match = names[layout].exec(name)
  if (!match) return null
  const phase = match[3]?.toUpperCase()
  return {
    code: match[1]!.toUpperCase(),
    view: match[2]!.toUpperCase() === 'LA' ? 'LA' : 'SA',
    phase: phase === 'ED' || phase === 'ES' ? phase : null,
    label: Boolean(match[4]),
  }
}

/** Files by code and view, in the order of their names. Of two files with one part the first stays. */
export function cineFiles(
  files: Iterable<{ readonly file: string; readonly part: CineFileName }>,
): CineFiles[] {
  const found = new Map<string, CineFiles>()
  for (const { file, part } of files) {
    const { code, view, phase, label } = part
    const none = { cine: null, cineLabel: null, ed: null, es: null, edLabel: null, esLabel: null }
    const known = found.get(`${code} ${view}`) ?? { code, view, ...none }
    const key = placeOf(phase, label)
    found.set(`${code} ${view}`, { ...known, [key]: known[key] ?? file })
  }
  return [...found.values()]
}

function placeOf(
  phase: 'ED' | 'ES' | null,
  label: boolean,
): 'cine' | 'cineLabel' | 'ed' | 'es' | 'edLabel' | 'esLabel' {
  if (phase === 'ED') return label ? 'edLabel' : 'ed'
  if (phase === 'ES') return label ? 'esLabel' : 'es'
  return label ? 'cineLabel' : 'cine'
}
