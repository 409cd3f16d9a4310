import { z } from './schema'

/** End-diastole, end-systole, or the one image of a case that has neither: a brain, a photograph. */
export const phaseNames = ['ed', 'es', 'still'] as const
export const PhaseName = z.enum(phaseNames)
export type PhaseName = z.infer<typeof PhaseName>

interface Marked {
  readonly ed: number | null
  readonly es: number | null
}

/** Whether a case has one image and no heart beat. */
export const isStill = ({ ed, es }: Marked, phases: number): boolean =>
  phases === 1 && ed === null && es === null

/** The phases of a case that are learnt, predicted and scored, with their numbers from 0. */
export function measuredPhases(marks: Marked, phases: number): [PhaseName, number][] {
  if (isStill(marks, phases)) return [['still', 0]]
  const known: [PhaseName, number | null][] = [
    ['ed', marks.ed],
    ['es', marks.es],
  ]
  return known.flatMap(([name, phase]): [PhaseName, number][] => (phase === null ? [] : [[name, phase]]))
}

/** The number of a named phase, from 0; null where it is not known. */
export const phaseNumber = (marks: Marked, phases: number, name: PhaseName): number | null =>
  measuredPhases(marks, phases).find(([own]) => own === name)?.[1] ?? null

/** False: the size of a pixel is known. True: lengths are pixels, and never millimetres (X13, X14). */
export const uncalibrated = ({
  warnings,
}: {
  readonly warnings: readonly { readonly code: string }[]
}): boolean => warnings.some(({ code }) => code === 'UNCALIBRATED')

/** How messages and files name a phase: ED, ES; the only image needs no name. */
export const phaseWord = (name: PhaseName): string => (name === 'still' ? '' : name.toUpperCase())
