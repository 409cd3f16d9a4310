import path from 'node:path'
import type { StackFrame } from '../stackFrame'
import type { ContourFile, SunnybrookFiles } from './sunnybrookFind'
import { caseOfPath, imageNumber, knownPatients, patientOfPath, plainCaseName } from './sunnybrookNames'

export interface MatchedCase {
  readonly name: string
  readonly contours: readonly ContourFile[]
  /** Null: no images of this case lie there. */
  readonly frames: readonly StackFrame[] | null
}

/** The number of a frame's image in contour names: from the file's name, else its instance number. */
export const numberOf = ({ file, header }: StackFrame): number | null =>
  imageNumber(path.basename(file)) ?? header.instance

function caseOfSeries(frames: readonly StackFrame[], patients: ReadonlyMap<string, string>): string | null {
  const { file, header } = frames[0]!
  const own = caseOfPath(file)
  if (own) return own
  const id = patientOfPath(file) ?? header.patientId.toUpperCase()
  const named = plainCaseName(header.patientId)
  return patients.get(id) ?? knownPatients.get(id) ?? (named.startsWith('SC-') ? named : null)
}

/** Series numbers and names disagree between copies (datasets.md D16): the series that holds every contoured image wins. */
function best(series: readonly StackFrame[][], contours: readonly ContourFile[]): StackFrame[] | null {
  const scored = series.map((frames) => {
    const numbers = new Set(frames.map(numberOf))
    const held = contours.filter(({ image }) => numbers.has(image)).length
    const shortAxis = /SAX/i.test(frames[0]!.header.seriesDescription + frames[0]!.file) ? 1 : 0
    return { frames, rank: [held, shortAxis, frames.length] as const }
  })
  scored.sort((a, b) => b.rank[0] - a.rank[0] || b.rank[1] - a.rank[1] || b.rank[2] - a.rank[2])
  return scored[0]?.frames ?? null
}

/** Joins contours to their images by case name, table or known id. What stays over is plain DICOM. */
export function matched(found: SunnybrookFiles): { cases: MatchedCase[]; rest: StackFrame[][] } {
  const byCase = new Map<string, StackFrame[][]>()
  const rest: StackFrame[][] = []
  for (const frames of found.series.all()) {
    const name = caseOfSeries(frames, found.patients)
    if (name) byCase.set(name, [...(byCase.get(name) ?? []), frames])
    else rest.push(frames)
  }
  const cases: MatchedCase[] = []
  for (const name of new Set([...byCase.keys(), ...found.contours.keys()])) {
    const contours = found.contours.get(name) ?? []
    const series = byCase.get(name) ?? []
    const frames = best(series, contours)
    cases.push({ name, contours, frames })
    rest.push(...series.filter((other) => other !== frames))
  }
  return { cases, rest }
}
