import { z } from '#shared/domain/schema'
import { Experiment, NamedSplit } from '#shared/domain/experiment'
import { RecipeId } from '#shared/domain/recipe'
import { LayoutId } from '#shared/domain/study'
import { PhaseName } from '#shared/domain/measuredPhases'
import { RegionId } from '#shared/domain/structures'
import { RunId, RunMessage, RunRow } from '#shared/domain/training'
import { TransferReport } from '#shared/domain/transferReport'
import { DatasetInspection } from './dataset'
import { call, event, pixels, task } from './contract'
import { WorkProgress } from './library'

/** One line of the pre-flight box (R-TR-1): green, amber or red, each with its remedy. */
export const PreflightLine = z.object({
  level: z.enum(['ok', 'warn', 'stop']),
  topic: z.string(),
  text: z.string(),
  remedy: z.string().nullable(),
  /** A better answer is being worked out: ask again in a moment. */
  pending: z.boolean().optional(),
})
export type PreflightLine = z.infer<typeof PreflightLine>

/** A published recipe as the launch form takes it: its settings, without data of its own, and what a run does otherwise. */
export const RecipeOffer = z.object({
  id: RecipeId,
  title: z.string(),
  faithful: z.boolean(),
  settings: Experiment.omit({ schema: true, name: true, data: true }),
  gaps: z.array(z.object({ part: z.string(), text: z.string() })),
})
export type RecipeOffer = z.infer<typeof RecipeOffer>

/** A case of the training part, by its place in it from 0. */
export const TrainingCasePlace = z.object({
  experiment: Experiment,
  turn: z.number().int().nonnegative(),
})

/** A training case as its run prepares it: its volumes, and of each how many planes there are and which shows most. */
export const TrainingCaseFacts = z.object({
  name: z.string(),
  /** Cases of the training part. */
  cases: z.number().int(),
  volumes: z.array(z.object({ phase: PhaseName, planes: z.number().int(), fullest: z.number().int() })),
})
export type TrainingCaseFacts = z.infer<typeof TrainingCaseFacts>

/** A plane of a training sample in an epoch, from 1; null: as it is before it is augmented. */
export const SamplePlace = TrainingCasePlace.extend({
  volume: z.number().int().nonnegative(),
  plane: z.number().int().nonnegative(),
  epoch: z.number().int().positive().nullable(),
})

/** Heads two planes: grey, black and white at the same values in all epochs, and the labels that are learnt. */
export const SampleHeader = z.object({
  columns: z.number().int(),
  rows: z.number().int(),
  spacingMm: z.object({ x: z.number(), y: z.number() }),
  /** False: the draw of this epoch leaves the sample as it is. */
  changed: z.boolean(),
  /** Structures that count in the loss here; the others are unknown in this case. */
  labelled: z.array(RegionId),
})
export type SampleHeader = z.infer<typeof SampleHeader>

/** Runs: launched, watched, paused, resumed, stopped. The host owns the truth; `progressed` and `changed` tell it. */
export const training = {
  /** What can be trained on: versions of data sets, and folders of the library whose cases carry labels. */
  datasets: call(
    z.void(),
    z.array(
      z.object({
        /** A folder, or a version's file. */
        folder: z.string(),
        layout: LayoutId,
        cases: z.number().int(),
        labelled: z.number().int(),
        version: z
          .object({
            name: z.string(),
            version: z.number().int(),
            state: z.enum(['draft', 'frozen']),
            /** The version's split by case name; one for each fold where it has folds. */
            splits: z.array(NamedSplit),
          })
          .nullable(),
      }),
    ),
  ),
  /** The published recipes that can be trained. */
  recipes: call(z.void(), z.array(RecipeOffer)),
  inspect: call(z.object({ folder: z.string() }), DatasetInspection),
  preflight: call(z.object({ experiment: Experiment }), z.array(PreflightLine)),
  /** What would become of the weights that an experiment starts from: loaded, adapted, skipped (R-TR-4). */
  planStart: call(z.object({ experiment: Experiment }), TransferReport),
  /** Prepares one training case as the run would; quick where it is prepared already. */
  trainingCase: task(TrainingCasePlace, WorkProgress, TrainingCaseFacts),
  /** What the network is shown of that case in an epoch, number for number. */
  augmented: pixels(SamplePlace, SampleHeader),
  /** Queues a run and answers at once. */
  start: call(z.object({ experiment: Experiment }), z.object({ runId: RunId })),
  pause: call(z.object({ runId: RunId }), z.void()),
  /** Goes on after a pause, or from the last checkpoint after the process was lost. */
  resume: call(z.object({ runId: RunId }), z.void()),
  /** Ends the run after the step under way and keeps the best checkpoint; the test part is then evaluated. */
  stop: call(z.object({ runId: RunId }), z.void()),
  remove: call(z.object({ runId: RunId }), z.void()),
  runs: call(z.void(), z.array(RunRow)),
  /** All that the run has told so far; steps thinned to at most 2,000. */
  messages: call(z.object({ runId: RunId }), z.array(RunMessage)),
  /** Fixed validation slices of an epoch: image (8-bit grey), truth and prediction (labels), plane after plane. */
  picture: pixels(
    z.object({ runId: RunId, epoch: z.number().int(), index: z.number().int().nonnegative() }),
    z.object({ columns: z.number().int(), rows: z.number().int(), spacingMm: z.number() }),
  ),
  progressed: event(z.object({ runId: RunId, message: RunMessage })),
  changed: event(z.object({ run: RunRow })),
}
