/** What the palette lists. */
export interface Command {
  readonly keys: readonly string[]
  readonly label: string
  readonly run: () => void
  readonly enabled?: () => boolean
  readonly listed?: boolean
}

/**
 * The commands whose names hold every word of the query, those that start with it first; all when it is empty.
 * A name stands once: the first of its kind wins, so that a screen's own goes before everybody's.
 */
export function matching<C extends Command>(commands: readonly C[], query: string): C[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const seen = new Set<string>()
  const found = commands.filter(({ label, listed, enabled }) => {
    const name = label.toLowerCase()
    if (listed === false || enabled?.() === false || seen.has(name)) return false
    seen.add(name)
    return words.every((word) => name.includes(word))
  })
  const rank = ({ label }: C) => (words.length > 0 && label.toLowerCase().startsWith(words[0]!) ? 0 : 1)
  return found.toSorted((a, b) => rank(a) - rank(b))
}
