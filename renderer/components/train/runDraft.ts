import { z } from '#shared/domain/schema'
import { Experiment, type Split } from '#shared/domain/experiment'
import type { LayoutId } from '#shared/domain/study'
import { experimentName } from './experimentName'
import { suggestedSplit } from './splitCounts'

/** A run that is still being asked for: what will be started, and the run that it was cloned from. */
export const RunDraft = z.object({
  experiment: Experiment,
  /** True: the reader gave the name; else it follows data, network and date. */
  named: z.boolean(),
  parent: z.object({ name: z.string(), experiment: Experiment }).nullable(),
})
export type RunDraft = z.infer<typeof RunDraft>

export interface DraftPlace {
  readonly folder: string
  readonly layout: LayoutId
  /** Labelled cases in the folder. */
  readonly labelled: number
  /** The version of a data set that it is, with its parts; null: a plain folder. */
  readonly version: {
    readonly name: string
    readonly version: number
    readonly splits: readonly Split[]
  } | null
}

export interface DraftMoment {
  /** ISO date. */
  readonly date: string
  /** Names of runs that are there already. */
  readonly taken: ReadonlySet<string>
}

/** The default experiment on a folder: 70/15/15 by patient, everything else as the schema's defaults say. */
export function newDraft(place: DraftPlace, moment: DraftMoment): RunDraft {
  const experiment = Experiment.parse({
    schema: 'septum-experiment/1',
    name: 'run',
    data: {
      folder: place.folder,
      layout: place.layout,
      split: place.version?.splits[0] ?? suggestedSplit(place.labelled, 1),
    },
  })
  return renamed({ experiment, named: false, parent: null }, moment)
}

/** The draft as it may go on at a place: a version's draft keeps to one of the version's own splits. */
export function placedDraft(draft: RunDraft, place: DraftPlace): RunDraft {
  const splits = place.version?.splits ?? []
  const { split } = draft.experiment.data
  const fits = 'seed' in split || splits.some((one) => JSON.stringify(one) === JSON.stringify(split))
  if (fits || !splits[0]) return draft
  const { experiment } = draft
  return { ...draft, experiment: { ...experiment, data: { ...experiment.data, split: splits[0] } } }
}

/** A draft that repeats a run; what is changed from here on is shown (R-TR-5). */
export function clonedDraft(experiment: Experiment, moment: DraftMoment): RunDraft {
  return renamed({ experiment, named: false, parent: { name: experiment.name, experiment } }, moment)
}

/** The draft with other settings; a name of its own making follows them. */
export const changedDraft = (draft: RunDraft, experiment: Experiment, moment: DraftMoment): RunDraft =>
  renamed({ ...draft, experiment }, moment)

/** The draft under the reader's name; an empty one gives it back to the automatic name. */
export function namedDraft(draft: RunDraft, name: string, moment: DraftMoment): RunDraft {
  if (name.trim() === '') return renamed({ ...draft, named: false }, moment)
  return { ...draft, named: true, experiment: { ...draft.experiment, name } }
}

function renamed(draft: RunDraft, { date, taken }: DraftMoment): RunDraft {
  if (draft.named) return draft
  const { data, network } = draft.experiment
  const name = experimentName({ folder: data.folder, network: network.id, date, taken })
  return { ...draft, experiment: { ...draft.experiment, name } }
}
