import { join, resolve } from 'node:path'
import type * as tf from '@tensorflow/tfjs'
import type { Experiment } from '#shared/domain/experiment'
import { z } from '#shared/domain/schema'
import { transferLines, TransferReport } from '#shared/domain/transferReport'
import { readJson, writeJson } from '#electron/workspace/jsonFile'
import { weightPlaces } from '#models/networks/weights'
import { planTransfer, type TransferPlan } from '#models/transfer/planTransfer'
import { transferredValues } from '#models/transfer/transferred'
import { Checkpoints } from '../training/checkpoint'
import { transferTarget } from './transferTarget'
import { startFile } from './startFile'

/** What a run keeps of its start, in its folder: it is told once, and stands in the model's card at the end. */
const StartedFrom = z.object({ report: TransferReport, licence: z.string() })
export type StartedFrom = z.infer<typeof StartedFrom>

/** So many batches stand behind a norm's loaded statistics that training moves them no faster than at its end. */
const longMeasured = 1e6

/**
 * Puts the weights that an experiment starts from into its network and tells what became of each; null: it starts from
 * drawn ones. A run that goes on from a checkpoint has them there already. Errors: those of `startFile`, `planTransfer`.
 */
export async function startWeights(
  network: tf.LayersModel,
  experiment: Experiment,
  { runFolder, modelsFolder }: { readonly runFolder: string; readonly modelsFolder: string },
  note: (text: string) => void,
): Promise<StartedFrom | null> {
  const { startFrom } = experiment.training
  if (!startFrom) return null
  const kept = join(runFolder, 'start.json')
  const known = await readJson(kept, StartedFrom)
  if (known && (await new Checkpoints(join(runFolder, 'checkpoints')).last())) return known
  const file = await startFile(startFrom, {
    models: modelsFolder,
    experiments: resolve(runFolder, '../../..'),
  })
  const weights = weightPlaces(network).map(({ name, shape }) => ({ name, shape }))
  const plan = planTransfer(transferTarget(experiment, weights, file.name), file, startFrom.adapt)
  await fill(network, plan)
  for (const line of transferLines(plan.report)) note(line)
  const started = { report: plan.report, licence: file.licence }
  await writeJson(kept, started)
  return started
}

/** Fills a network's weights one after another, so that no more than one is in memory twice. */
async function fill(network: tf.LayersModel, { steps, measured }: TransferPlan): Promise<void> {
  const places = new Map(weightPlaces(network).map((place) => [place.name, place]))
  for (const step of steps) {
    const place = places.get(step.weight)!
    place.write(await transferredValues(step, place.read))
  }
  for (const name of measured) places.get(name)?.write(Float32Array.of(longMeasured))
}
