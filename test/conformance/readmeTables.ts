import { readFileSync } from 'node:fs'

/** What the engine's README says about conformance: its tables, as the test holds them against what happened. */
export interface ReadmeTables {
  /** Specs that fail here or do not run, by name as run.mjs prints it. */
  readonly failures: readonly string[]
  /** 'Kernel: reason' of each fall-back; the kernel is '*' where the reason holds for all. */
  readonly fallbacks: readonly string[]
  /** Rows of 'engine | passed | failed | skipped by themselves'. */
  readonly counts: readonly (readonly string[])[]
}

export function readmeTables(): ReadmeTables {
  const readme = readFileSync(new URL('../../electron/onnx/README.md', import.meta.url), 'utf8')
  const inTicks = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
  const fallbacks = rowsUnder(readme, '### What runs on the cpu backend').flatMap(
    ([reason = '', kernels]) => {
      const names = inTicks(kernels)
      return (names.length ? names : ['*']).map((kernel) => `${kernel}: ${reason}`)
    },
  )
  return {
    failures: rowsUnder(readme, '### Specs that fail').flatMap(([spec]) => inTicks(spec)),
    fallbacks,
    counts: rowsUnder(readme, '### Counts'),
  }
}

/** The cells of the table that follows a heading, without its head. */
function rowsUnder(text: string, heading: string): string[][] {
  const start = text.indexOf(`${heading}\n`)
  if (start < 0) throw new Error(`the README has no part called ${heading}`)
  const lines = text.slice(start).split('\n').slice(1)
  const first = lines.findIndex((line) => line.startsWith('|'))
  const rest = lines.slice(first)
  const after = rest.findIndex((line) => !line.startsWith('|'))
  const cells = (line: string): string[] =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  return rest.slice(2, after < 0 ? undefined : after).map(cells)
}
