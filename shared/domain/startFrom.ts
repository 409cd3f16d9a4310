import { z } from './schema'

/**
 * Weights that a training starts from instead of drawn ones: of a trained model, of a file, or of a checkpoint of a run.
 * Exactly one of the three.
 */
export const StartFrom = z
  .strictObject({
    /** A model's id such as `hearts@1`, or its folder. */
    model: z.string().min(1).optional(),
    /** Weights of another program. */
    file: z.string().min(1).optional(),
    /** A run's id, or its folder. */
    run: z.string().min(1).optional(),
    /** Which of the run's checkpoints: the best one, or that of an epoch that is still kept. */
    checkpoint: z.union([z.literal('best'), z.number().int().positive()]).default('best'),
    /** Other counts of classes and grey or colour images are allowed for; else they are refused. */
    adapt: z.boolean().default(false),
    /** Layers that stay as they are loaded, by the beginnings of their names. */
    freeze: z.array(z.string().min(1)).default([]),
    /** Multiplies the learning rate of layers by the beginning of their names. */
    rates: z.record(z.string(), z.number().min(0)).default({}),
  })
  .refine(({ model, file, run }) => [model, file, run].filter((each) => each !== undefined).length === 1, {
    message: 'one of model, file and run is meant',
  })
export type StartFrom = z.infer<typeof StartFrom>

/** A training's rates of layers with those of its start; what is frozen stands still. */
export function ratesOfStart(
  layerRates: Readonly<Record<string, number>>,
  start: StartFrom | null,
): Record<string, number> {
  const frozen = Object.fromEntries((start?.freeze ?? []).map((beginning) => [beginning, 0]))
  return { ...layerRates, ...start?.rates, ...frozen }
}
