import type { Experiment } from '#shared/domain/experiment'

type Split = Experiment['data']['split']
export interface PartCounts {
  readonly train: number
  readonly validation: number
  readonly test: number
}

/** Patients in each part, whether they are named or drawn. */
export const partCounts = (split: Split): PartCounts =>
  'seed' in split
    ? { train: split.train, validation: split.validation, test: split.test }
    : { train: split.train.length, validation: split.validation.length, test: split.test.length }

/** 70/15/15 by patient; never a validation part of nought, a test part only where three patients are there. */
export function suggestedSplit(cases: number, seed: number): Extract<Split, { seed: number }> {
  const test = cases < 3 ? 0 : Math.max(1, Math.round(cases * 0.15))
  const validation = Math.max(1, Math.round(cases * 0.15))
  return { train: Math.max(1, cases - validation - test), validation, test, seed }
}

export type SplitProblem = 'too-many' | 'no-test' | null

/** What is wrong with a split of `cases` labelled patients; an empty test part is allowed, but is said. */
export function splitProblem(split: Split, cases: number): SplitProblem {
  const { train, validation, test } = partCounts(split)
  if (train + validation + test > cases) return 'too-many'
  return test === 0 ? 'no-test' : null
}
