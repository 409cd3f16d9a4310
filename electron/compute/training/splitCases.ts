import { stratified } from '#shared/domain/stratified'
import type { Split } from '#shared/domain/experiment'
import { SeptumError } from '#shared/errors/SeptumError'

/** What the split needs to know of a case. */
export interface SplitCase {
  readonly name: string
  /** Empty: unknown, the case is then its own patient. */
  readonly patientId: string
  readonly group: string | null
}

export interface Parts<C> {
  readonly train: readonly C[]
  readonly validation: readonly C[]
  readonly test: readonly C[]
}

/**
 * Training, validation and test cases (F-DS-3). Named cases are taken as named; counts are of patients, drawn with the
 * seed so that every part has each group in proportion. No patient stands in two parts: that is refused, not mended.
 */
export function splitCases<C extends SplitCase>(cases: readonly C[], split: Split, file: string): Parts<C> {
  return 'seed' in split ? drawn(cases, split) : named(cases, split, file)
}

const patientOf = (one: SplitCase): string => one.patientId || one.name

function named<C extends SplitCase>(
  cases: readonly C[],
  split: Extract<Split, { train: string[] }>,
  file: string,
): Parts<C> {
  const byName = new Map(cases.map((one) => [one.name, one]))
  const partOf = new Map<string, string>()
  const take = (part: keyof Parts<C>): C[] =>
    split[part].map((name) => {
      const found = byName.get(name)
      if (!found) throw new SeptumError('NOT_FOUND', { kind: 'labelled case', id: name })
      const patient = patientOf(found)
      const other = partOf.get(patient) ?? part
      if (other !== part || split[part].indexOf(name) !== split[part].lastIndexOf(name)) {
        const reason =
          other === part
            ? `case ${name} stands twice in ${part}`
            : `patient ${patient} is in ${other} and ${part}`
        throw new SeptumError('EXPERIMENT_INVALID', { file, reason })
      }
      partOf.set(patient, part)
      return found
    })
  return { train: take('train'), validation: take('validation'), test: take('test') }
}

function drawn<C extends SplitCase>(
  cases: readonly C[],
  split: { train: number; validation: number; test: number; seed: number },
): Parts<C> {
  const order = stratified(patients(cases), (patient) => patient[0]!.group ?? '', split.seed)
  const asked = split.train + split.validation + split.test
  if (asked > order.length) throw new SeptumError('SPLIT_IMPOSSIBLE', { asked, found: order.length })
  const part = (from: number, count: number) => order.slice(from, from + count).flat()
  return {
    test: part(0, split.test),
    validation: part(split.test, split.validation),
    train: part(split.test + split.validation, split.train),
  }
}

function patients<C extends SplitCase>(cases: readonly C[]): C[][] {
  const byPatient = new Map<string, C[]>()
  for (const one of [...cases].sort((a, b) => (a.name < b.name ? -1 : 1)))
    byPatient.set(patientOf(one), [...(byPatient.get(patientOf(one)) ?? []), one])
  return [...byPatient.values()]
}
