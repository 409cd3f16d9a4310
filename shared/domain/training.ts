import { z } from './schema'
import { Experiment } from './experiment'
import { ExperimentResult } from './evaluation'
import { PhaseName } from './measuredPhases'
import { RegionId } from './structures'

export const RunId = z.string().regex(/^[A-Za-z0-9._-]{1,120}$/)
export type RunId = z.infer<typeof RunId>

export const FaultSchema = z.object({
  code: z.string(),
  cause: z.string(),
  remedy: z.string(),
  details: z.string().optional(),
})

/** One validation slice of one epoch; its pixels are asked for apart (`training.picture`). */
export const FilmSlice = z.object({ case: z.string(), slice: z.number().int(), phase: PhaseName })
export type FilmSlice = z.infer<typeof FilmSlice>

/** News of one run: a line of `events.jsonl`, and what `training.progressed` carries. Epochs and steps count from 1. */
export const RunMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('queued'), at: z.string(), experiment: Experiment }),
  z.object({
    type: z.literal('preparing'),
    at: z.string(),
    done: z.number(),
    total: z.number(),
    what: z.string(),
  }),
  z.object({
    type: z.literal('started'),
    at: z.string(),
    engine: z.string(),
    stepsPerEpoch: z.number().int(),
    epochs: z.number().int(),
    parameters: z.number().int(),
    cases: z.object({
      train: z.array(z.string()),
      validation: z.array(z.string()),
      test: z.array(z.string()),
    }),
    slices: z.object({ train: z.number().int(), validation: z.number().int() }),
    /** Memory that the run will take at its fullest, estimated; left out where the engine does not say. */
    memoryBytes: z.number().optional(),
    film: z.array(FilmSlice),
  }),
  z.object({
    type: z.literal('step'),
    at: z.string(),
    epoch: z.number().int(),
    step: z.number().int(),
    loss: z.number(),
    learningRate: z.number(),
    msPerStep: z.number(),
  }),
  z.object({
    type: z.literal('epoch'),
    at: z.string(),
    epoch: z.number().int(),
    /** The run's last step so far, and its learning rate; runs of older versions did not tell. */
    step: z.number().int().optional(),
    learningRate: z.number().optional(),
    trainLoss: z.number(),
    validationLoss: z.number().nullable(),
    /** Mean over whole validation volumes, ED and ES; null on epochs that were not validated. */
    dice: z.partialRecord(RegionId, z.number()).nullable(),
    meanDice: z.number().nullable(),
    /** Soft Jaccard of each structure, the mean over validation slices (S3's measure); absent where none was taken. */
    softJaccard: z.partialRecord(RegionId, z.number()).optional(),
    /** Share of all validation pixels that are right, background too (S4's measure). */
    pixelAccuracy: z.number().optional(),
    /** All predictions were background (R-TR-9). */
    backgroundOnly: z.boolean(),
    best: z.boolean(),
    seconds: z.number(),
    /** Seconds still to go, as a range. */
    etaSeconds: z.tuple([z.number(), z.number()]),
  }),
  z.object({ type: z.literal('paused'), at: z.string(), epoch: z.number().int() }),
  z.object({ type: z.literal('resumed'), at: z.string(), epoch: z.number().int() }),
  z.object({ type: z.literal('testing'), at: z.string(), done: z.number(), total: z.number() }),
  z.object({ type: z.literal('note'), at: z.string(), text: z.string() }),
  z.object({ type: z.literal('finished'), at: z.string(), result: ExperimentResult, stopped: z.boolean() }),
  z.object({ type: z.literal('failed'), at: z.string(), fault: FaultSchema }),
])
export type RunMessage = z.infer<typeof RunMessage>
export type EpochMessage = Extract<RunMessage, { type: 'epoch' }>
export type StartedMessage = Extract<RunMessage, { type: 'started' }>

/** Where a run stands; one value that cannot contradict itself. */
export const RunPhase = z.enum([
  'queued',
  'preparing',
  'training',
  'paused',
  'testing',
  'finished',
  'failed',
  'interrupted',
])
export type RunPhase = z.infer<typeof RunPhase>

/** One line of the Runs table. `interrupted`: the process ended without a word; it can be resumed. */
export const RunRow = z.object({
  id: RunId,
  name: z.string(),
  network: z.string(),
  data: z.string(),
  phase: RunPhase,
  epoch: z.number().int(),
  epochs: z.number().int(),
  stepsDone: z.number().int(),
  stepsTotal: z.number().int(),
  bestEpoch: z.number().int().nullable(),
  bestMeanDice: z.number().nullable(),
  bestDice: z.partialRecord(RegionId, z.number()).nullable(),
  startedAt: z.string().nullable(),
  seconds: z.number(),
  etaSeconds: z.tuple([z.number(), z.number()]).nullable(),
  fault: FaultSchema.nullable(),
  model: z.string().nullable(),
  /** Time of the last sign of life, ISO (R-TR-6). */
  heartbeat: z.string().nullable(),
})
export type RunRow = z.infer<typeof RunRow>
