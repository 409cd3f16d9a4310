import type { PhaseName } from '#shared/domain/measuredPhases'
import { lengthUnit, type CaseResult } from '#shared/domain/evaluation'
import type { CandidateId } from '#shared/ipc/comparison'
import { modelInk } from '../charts/chartTheme'
import type { LabelRing } from '../pictures/labelRings'
import type { ComparePane } from './comparePane'

/** One model's labels before post-processing, and what changed in words. */
export interface PaneChanges {
  readonly before: readonly LabelRing[] | null
  readonly problem: string | null
  readonly lines: readonly string[]
}

export interface PanesInput {
  readonly candidates: readonly { readonly id: CandidateId; readonly name: string }[]
  /** One a candidate, of the case on show. */
  readonly results: readonly (CaseResult | undefined)[]
  readonly phase: PhaseName
  readonly hidden: ReadonlySet<string>
  /** True: pane A shows what it is compared with, for the other half of the flicker (R-CP-3). */
  readonly swapped: boolean
  readonly differenceInPanes: boolean
  /** Index of the candidate whose difference has a pane of its own. */
  readonly active: number
  /** What post-processing changed, painted instead of differences from the reference; null: it is not asked for. */
  readonly changes: ((of: CandidateId) => PaneChanges | null) | null
  readonly rings: (of: CandidateId | 'reference') => readonly LabelRing[] | null
  readonly problem: (of: CandidateId | 'reference') => string | null
  readonly words: { readonly reference: string; readonly differenceOf: (letter: string) => string }
}

/**
 * Reference, then the candidates; with one or two of them, the difference of the active one has a pane too. The panes of
 * a comparison keep their keys and order whatever is hidden, so that nothing jumps.
 */
export function comparePanes(input: PanesInput): ComparePane[] {
  const { candidates, results, phase, words } = input
  const reference: ComparePane = {
    key: 'reference',
    kind: 'reference',
    letter: '',
    title: words.reference,
    colour: '#fff',
    dash: [],
    rings: input.hidden.has('reference') ? null : input.rings('reference'),
    truth: null,
    areas: 'difference',
    problem: input.problem('reference'),
    scores: [],
  }
  const own = candidates.map((candidate, i): ComparePane => {
    const { letter, colour, dash } = modelInk[i]!
    const rings = input.hidden.has(candidate.id) ? null : input.rings(candidate.id)
    const changes = input.changes?.(candidate.id) ?? null
    return {
      key: candidate.id,
      kind: 'candidate',
      letter,
      title: candidate.name,
      colour,
      dash,
      rings,
      ...(changes
        ? { truth: changes.before, areas: 'changes', scores: changes.lines }
        : {
            truth: input.differenceInPanes ? input.rings('reference') : null,
            areas: 'difference',
            scores: scoreLines(results[i], phase),
          }),
      problem: input.problem(candidate.id) ?? changes?.problem ?? null,
    }
  })
  const other = own[1] ?? reference
  const shown = input.swapped && own[0] ? [{ ...other, key: own[0].key, truth: null }, ...own.slice(1)] : own
  const active = own[input.active] ?? own[0]
  const difference: ComparePane[] =
    active && candidates.length <= 2 && !input.changes
      ? [
          {
            ...active,
            key: 'difference',
            kind: 'difference',
            letter: '',
            title: words.differenceOf(active.letter),
            rings: input.rings(candidates[own.indexOf(active)]!.id),
            truth: input.rings('reference'),
            areas: 'difference',
            scores: [],
          },
        ]
      : []
  return [reference, ...shown, ...difference]
}

/** Mean Dice and HD95 of the structures at this phase. */
function scoreLines(result: CaseResult | undefined, phase: PhaseName): string[] {
  if (!result) return []
  const scores = Object.values(result.structures).flatMap((phases) => phases[phase] ?? [])
  if (scores.length === 0) return []
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const distances = scores.flatMap(({ hd95Mm }) => hd95Mm ?? [])
  return [
    `Dice ${mean(scores.map(({ dice }) => dice)).toFixed(3)}`,
    ...(distances.length ? [`HD95 ${mean(distances).toFixed(1)} ${lengthUnit([result])}`] : []),
  ]
}
