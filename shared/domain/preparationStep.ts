import { z } from './schema'

const spacing = z.number().min(0.05).max(50)
const count = z.number().int().min(1).max(4096)
const whole = z.number().int().min(-4096).max(4096)

/** How images and masks are sampled between pixels; `truncated` masks are blended as numbers and cut, as one program did. */
const sampling = {
  image: z.enum(['linear', 'cubic', 'nearest']).default('linear'),
  labels: z.enum(['one-hot', 'nearest', 'truncated']).default('one-hot'),
}
const Statistics = z.strictObject({ mean: z.number(), sd: z.number().min(0) })

/** P8: what was measured when the scope is larger than the volume; null until it has been (models/preparation/fitted.ts). */
const fitted = Statistics.nullable().default(null)

/** Where the heart was found: pixels of the step's own input, radius along each axis. */
export const FoundRegion = z.strictObject({
  row: z.number(),
  column: z.number(),
  radiusRows: z.number().min(0),
  radiusColumns: z.number().min(0),
})
export type FoundRegion = z.infer<typeof FoundRegion>

/** One step on the way of an image to a network (datasets.md C); each has a file of its name in models/preparation. */
export const PreparationStep = z.discriminatedUnion('step', [
  /** P1. In plane by 180°; `turned`: only images whose source stands upside down against the others. */
  z.strictObject({ step: z.literal('rotate180'), sources: z.enum(['turned', 'all']).default('turned') }),
  /** P2. Rows become columns. */
  z.strictObject({ step: z.literal('transpose') }),
  /** P3. To square pixels of so many mm; `crossed` gives each axis the count of the other axis' spacing, as C5p does. */
  z.strictObject({
    step: z.literal('resample-in-plane'),
    spacingMm: spacing,
    crossed: z.boolean().default(false),
    ...sampling,
  }),
  /** P4. On all axes; z null keeps the slices. */
  z.strictObject({
    step: z.literal('resample-3d'),
    spacingMm: z.strictObject({ z: spacing.nullable(), y: spacing, x: spacing }),
    ...sampling,
  }),
  /** P17. To so many pixels, or by a factor, over the same field of view. */
  z.strictObject({
    step: z.literal('resize'),
    to: z.union([z.strictObject({ side: count }), z.strictObject({ factor: z.number().min(0.05).max(20) })]),
    ...sampling,
  }),
  /** P5. Square about the image centre, padded with nought; `slices` does the same with the stack. */
  z.strictObject({ step: z.literal('crop-pad'), side: count, slices: count.nullable().default(null) }),
  /** A square from a given first pixel (S3). */
  z.strictObject({ step: z.literal('crop-at'), top: whole, left: whole, side: count }),
  /** P12. A square about the moving heart; found by a pass over the whole series. */
  z.strictObject({
    step: z.literal('roi-detect'),
    side: count.default(128),
    motion: z.enum(['deviation', 'harmonic']).default('deviation'),
    found: z
      .union([FoundRegion, z.literal('nowhere')])
      .nullable()
      .default(null),
  }),
  /** P13. Slices without contours at the phase: left out, or kept and not learnt from. */
  z.strictObject({
    step: z.literal('assemble'),
    unlabelled: z.enum(['dropped', 'ignored']).default('ignored'),
  }),
  /** Slices by number, from 0 to the last, and of these the ones with so much foreground at least (S3; where there are labels). */
  z.strictObject({
    step: z.literal('select-slices'),
    from: z.number().int().min(0),
    to: z.number().int().min(0),
    leastForeground: z.number().int().min(0).default(0),
  }),
  /** P14. Slices up to the next multiple, half before and half after. */
  z.strictObject({
    step: z.literal('pad-z'),
    multiple: z.number().int().min(1).max(256),
    with: z.enum(['nought', 'edge']).default('nought'),
  }),
  /** P6. Contrast-limited equalisation of each slice; levels of stored values, or rescaled to that many. */
  z.strictObject({
    step: z.literal('clahe'),
    clip: z.number().min(0).max(1000),
    tiles: z.tuple([z.number().int().min(1).max(32), z.number().int().min(1).max(32)]),
    grey: z.enum(['stored', '8-bit', '12-bit']).default('stored'),
  }),
  /** P7 */
  z.strictObject({ step: z.literal('min-max'), scope: z.enum(['slice', 'volume']).default('slice') }),
  /** P8. `truncated`: (v - mean)/4 SD + 0.5, cut to 0..1 (Khened). */
  z.strictObject({
    step: z.literal('z-score'),
    scope: z.enum(['slice', 'volume', 'series', 'data-set']).default('slice'),
    truncated: z.boolean().default(false),
    fitted,
  }),
  /** P9. As z-score of each slice, with 1e-6 beside the SD. */
  z.strictObject({ step: z.literal('mean-variance') }),
  /** P10. To the percentiles `low` and `high`. */
  z.strictObject({
    step: z.literal('percentile-clip'),
    low: z.number().min(0).max(50),
    high: z.number().min(50).max(100),
    scope: z.enum(['volume', 'slice']).default('volume'),
  }),
  /** P11. Slow shading out of the image (Tustison 2010). */
  z.strictObject({
    step: z.literal('n4'),
    mask: z.enum(['positive', 'otsu']).default('positive'),
    shrink: z.number().int().min(1).max(16).default(4),
    levels: z.number().int().min(1).max(6).default(4),
    iterations: z.number().int().min(1).max(500).default(50),
    threshold: z.number().min(0).max(1).default(1e-3),
  }),
  /** P15. The same plane three times, less a number for each where a pretrained network asks for it. */
  z.strictObject({
    step: z.literal('channels'),
    count: z.union([z.literal(1), z.literal(3)]),
    less: z.tuple([z.number(), z.number(), z.number()]).default([0, 0, 0]),
  }),
  /** P16. `data-set`: the mean of all training pixels, one number. */
  z.strictObject({
    step: z.literal('mean-subtraction'),
    mean: z.union([z.literal('data-set'), z.number()]),
    fitted,
  }),
  z.strictObject({ step: z.literal('divide'), by: z.number().positive() }),
])
export type PreparationStep = z.infer<typeof PreparationStep>
export type StepName = PreparationStep['step']
export type StepOf<N extends StepName> = Extract<PreparationStep, { step: N }>

/** Every step by hand, in the order in which they are applied. */
export const PreparationChain = z.strictObject({
  steps: z.array(PreparationStep).max(30),
  /** How predictions go back: probabilities linearly and then the likeliest, or the likeliest labels pixel by pixel (F11). */
  restore: z.enum(['probabilities', 'labels']).default('probabilities'),
})
export type PreparationChain = z.infer<typeof PreparationChain>
