import { DeidentifyOptions, type SurveyedSeries } from '#shared/domain/deidentify'

/** What a person says of a series; one whose pixels may hold text is waited for until something is said (X18). */
export type Decision = 'copy' | 'leave'

export interface KeyWish {
  readonly on: boolean
  readonly file: string
  readonly passphrase: string
}

export interface DeidentifyWish {
  readonly series: readonly SurveyedSeries[]
  readonly decisions: Readonly<Record<string, Decision>>
  readonly options: DeidentifyOptions
  readonly out: string
  readonly key: KeyWish
}

export type Missing =
  | { readonly what: 'look'; readonly n: number }
  | { readonly what: 'nothing' | 'prefix' | 'folder' | 'keyFile' | 'passphrase' }

/** The first thing that has to be said before copies can be written; null: all was said. */
export function missingFor({ series, decisions, options, out, key }: DeidentifyWish): Missing | null {
  const open = series.filter(({ key: id, text }) => text !== null && decisions[id] === undefined).length
  if (series.every(({ key: id }) => decisions[id] === 'leave')) return { what: 'nothing' }
  if (open > 0) return { what: 'look', n: open }
  if (!DeidentifyOptions.shape.prefix.safeParse(options.prefix).success) return { what: 'prefix' }
  if (!isWholePath(out)) return { what: 'folder' }
  if (key.on && !isWholePath(key.file)) return { what: 'keyFile' }
  return key.on && key.passphrase === '' ? { what: 'passphrase' } : null
}

/** Of either kind of system: /data/share, C:\share, \\server\share. */
const isWholePath = (path: string): boolean => /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path.trim())
