import { longestPath } from './safePattern'
import type { AdapterFile } from './adapterFile'

/** What the name of a file says of it. */
export interface MatchedFile {
  readonly file: string
  readonly kind: 'image' | 'label'
  readonly caseName: string
  readonly phase: string
  readonly group: string | null
}

const deepest = 6

/** The ends of a path, from its last part to its last six, with `/` between the parts. */
function endsOf(file: string): string[] {
  const parts = file.split(/[\\/]/)
  return Array.from({ length: Math.min(deepest, parts.length) }, (_, n) =>
    parts.slice(-n - 1).join('/'),
  ).filter((end) => end.length <= longestPath)
}

/** Tells for each file whether an adapter knows it; a name that both patterns fit is a label. */
export function fileMatcher({ image, label }: AdapterFile): (file: string) => MatchedFile | null {
  const kinds = [
    ['label', new RegExp(`^(?:${label})$`)],
    ['image', new RegExp(`^(?:${image})$`)],
  ] as const
  return (file) => {
    const ends = endsOf(file)
    for (const [kind, pattern] of kinds)
      for (const end of ends) {
        const groups = pattern.exec(end)?.groups
        if (groups?.case)
          return { file, kind, caseName: groups.case, phase: groups.phase ?? '', group: groups.group ?? null }
      }
    return null
  }
}
