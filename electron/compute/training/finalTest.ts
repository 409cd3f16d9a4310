import type { CaseResult, MeanScore } from '#shared/domain/evaluation'
import type { PixelScores } from '#shared/domain/pixelScores'
import { ignoredLabel, regions, type RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import type { CaseReader } from '#electron/datasets/adapter'
import { countConfusion, noConfusion, pixelScores } from '#models/metrics/confusion'
import { meanScores } from '#models/metrics/meanScores'
import type { MetricPlugin } from '#models/plugins/contract'
import { breathe } from '../breathe'
import { evaluatedCase } from '../segmenting/evaluatedCase'
import { pulse } from '../segmenting/pulse'
import type { SegmentationRecipe } from '../segmenting/segmentedVolume'
import type { Segmenter } from '../segmenting/segmenter'
import { leftOut, PluginScorer } from '../segmenting/pluginScores'
import { caseNote } from './caseNote'

export interface TestOutcome {
  readonly cases: CaseResult[]
  readonly mean: Partial<Record<RegionId, MeanScore>>
  readonly rule: string
  /** Of all pixels of the test volumes together. */
  readonly pixels: PixelScores
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
  metrics: readonly MetricPlugin[] = [],
): Promise<TestOutcome> {
  const cases: CaseResult[] = []
  const scorer = new PluginScorer(metrics, (_, { message }) => note(leftOut(message)))
  const confusion = noConfusion(recipe.channels.length + 1)
  const classOf = new Map(recipe.channels.map((region, k) => [regions[region].label, k + 1]))
  const beat = pulse(signal, 'The evaluation')
  for (const source of sources) {
    if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The evaluation' })
    tell(cases.length, sources.length)
    const reader = await open(source)
    try {
      const tested = await evaluatedCase(reader, 'test', segmenter, recipe, out, beat)
      const { result, labelled, compared, volumes } = tested
      cases.push(scorer.scored(result, volumes))
      for (const [answer, truth] of compared) countConfusion(confusion, answer, truth, classOf, ignoredLabel)
      const said = caseNote(reader, labelled)
      if (said) note(said)
    } finally {
      reader.close()
    }
    await breathe()
  }
  tell(sources.length, sources.length)
  const pixels = pixelScores(confusion, ['background', ...recipe.channels])
  return { cases, ...meanScores(cases, recipe.channels), pixels }
}
