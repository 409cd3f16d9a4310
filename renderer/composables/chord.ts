/** The parts of a KeyboardEvent that name a chord. */
export interface KeyStroke {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const byPosition: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Semicolon: ';',
  Quote: "'",
  Space: 'Space',
}

/**
 * The chord of a stroke, such as `Ctrl+Shift+I`, `ArrowUp`, `[`, `?`; Cmd counts as Ctrl.
 * Letters go by the letter typed, except with Alt or on a layout that types none, where they go by position, as digits
 * and brackets always do (R-KEY-4). Other signs keep no Shift: the sign already says it.
 */
export function chordOf(stroke: KeyStroke): string {
  const { name, shifted } = nameOf(stroke)
  const parts = [
    stroke.ctrlKey || stroke.metaKey ? 'Ctrl' : '',
    stroke.altKey ? 'Alt' : '',
    stroke.shiftKey && shifted ? 'Shift' : '',
    name,
  ]
  return parts.filter(Boolean).join('+')
}

function nameOf({ key, code, altKey }: KeyStroke): { name: string; shifted: boolean } {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (/^[a-z]$/i.test(key) && !altKey) return { name: key.toUpperCase(), shifted: true }
  if (letter) return { name: letter, shifted: true }
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1]
  if (digit) return { name: digit, shifted: true }
  const placed = byPosition[code]
  if (placed) return { name: placed, shifted: true }
  if (key.length === 1) return { name: key, shifted: false }
  return { name: key, shifted: true }
}

const shown: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '⏎',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Delete: 'Del',
}

/** A chord as keyboards print it: `Ctrl+ArrowUp` is `Ctrl ↑`; on macOS `⌘ ↑`. */
export function printedChord(chord: string, mac = false): string {
  const parts = chord.endsWith('++') ? [...chord.slice(0, -2).split('+'), '+'] : chord.split('+')
  return parts
    .map((part) => shown[part] ?? (mac && part === 'Ctrl' ? '⌘' : mac && part === 'Alt' ? '⌥' : part))
    .join(' ')
}
