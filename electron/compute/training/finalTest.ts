import type { CaseResult, MeanScore } from '#shared/domain/evaluation'
import type { RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import type { CaseReader } from '#electron/datasets/adapter'
import { meanScores } from '#models/metrics/meanScores'
import { breathe } from '../breathe'
import { evaluatedCase } from '../segmenting/evaluatedCase'
import type { SegmentationRecipe } from '../segmenting/segmentedVolume'
import type { Segmenter } from '../segmenting/segmenter'
import { caseNote } from './caseNote'

export interface TestOutcome {
  readonly cases: CaseResult[]
  readonly mean: Partial<Record<RegionId, MeanScore>>
  readonly rule: string
}

export interface FinalTestNews {
  readonly tell: (done: number, total: number) => void
  /** A sentence about each case that is damaged or cannot be scored whole. */
  readonly note: (text: string) => void
}

/** Segments and scores each test case once, with the masks written to `out`; the mean is over ED and ES volumes. */
export async function finalTest(
  sources: readonly CaseSource[],
  open: (source: CaseSource) => Promise<CaseReader>,
  segmenter: Segmenter,
  recipe: SegmentationRecipe,
  out: string,
  { tell, note }: FinalTestNews,
  signal: AbortSignal,
): Promise<TestOutcome> {
  const cases: CaseResult[] = []
  for (const source of sources) {
    if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The evaluation' })
    tell(cases.length, sources.length)
    const reader = await open(source)
    try {
      const { result, labelled } = await evaluatedCase(reader, 'test', segmenter, recipe, out)
      cases.push(result)
      const said = caseNote(reader, labelled)
      if (said) note(said)
    } finally {
      reader.close()
    }
    await breathe()
  }
  tell(sources.length, sources.length)
  return { cases, ...meanScores(cases, recipe.channels) }
}
