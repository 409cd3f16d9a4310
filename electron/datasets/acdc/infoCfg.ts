/** What an ACDC Info.cfg says. Frames count from 1; null where a line is missing or makes no sense. */
export interface AcdcInfo {
  readonly ed: number | null
  readonly es: number | null
  readonly group: string | null
  readonly heightCm: number | null
  readonly weightKg: number | null
  readonly frames: number | null
}

/** Lines of `key: value`; blank lines, CRLF, spaces, unknown keys and another case of letters are allowed. */
export function infoCfg(text: string): AcdcInfo {
  const found = new Map<string, string>()
  for (const line of text.slice(0, 10_000).split(/\r\n|\r|\n/)) {
    const match = /^\s*([A-Za-z]+)\s*[:=]\s*(.*?)\s*$/.exec(line)
    if (match) found.set(match[1]!.toLowerCase(), match[2]!)
  }
  const number = (key: string): number | null => {
    const value = Number(found.get(key))
    return found.get(key) && Number.isFinite(value) && value > 0 ? value : null
  }
  const frame = (key: string): number | null => {
    const value = number(key)
    return value !== null && Number.isInteger(value) ? value : null
  }
  return {
    ed: frame('ed'),
    es: frame('es'),
    group: found.get('group') || null,
    heightCm: number('height'),
    weightKg: number('weight'),
    frames: frame('nbframe'),
  }
}
