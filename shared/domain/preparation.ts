import { z } from './schema'
import { preparationModes, preparationPresetIds, presetChain } from './preparationPresets'
import { PreparationChain, type PreparationStep } from './preparationStep'
import { preparedSize } from './preparedSize'

/** The few settings that most trainings need. */
export const PlainPreparation = z.strictObject({
  /** Images whose source stands upside down against the others are turned first (P1). */
  oneOrientation: z.boolean().default(false),
  /** In-plane spacing after resampling, mm; null keeps the source's. */
  spacingMm: z.number().positive().nullable().default(1.5),
  /** Side of the square that is cropped or padded about the image centre, pixels. */
  side: z.number().int().positive().default(160),
  intensity: z.enum(['z-score', 'min-max']).default('z-score'),
  /** Values of the volume are clipped to this percentile and 100 minus it first; null = not at all. */
  clipPercent: z.number().min(0).max(20).nullable().default(null),
  /** Clip limit of the contrast-limited equalisation (CLAHE) of each cropped slice; null = none. */
  clahe: z.number().min(0).max(1000).nullable().default(null),
  /** CLAHE in so many tiles down and across; 1 = one equalisation of the whole slice. */
  claheTiles: z.number().int().min(1).max(32).default(1),
})
export type PlainPreparation = z.infer<typeof PlainPreparation>

/** A published way, by name. */
const PresetPreparation = z.strictObject({
  preset: z.enum(preparationPresetIds),
  mode: z.enum(preparationModes).default('corrected'),
})

/** How images become what a network takes: in plain settings, as a published preset, or step by step. */
export const Preparation = z
  .union([PlainPreparation, PresetPreparation, PreparationChain], {
    error: ({ input, errors }) => unionFault(input, errors),
  })
  .superRefine((preparation, context) => {
    const fault = chainFault(chainOf(preparation))
    if (fault) context.addIssue({ code: 'custom', path: ['steps'], message: fault })
  })
export type Preparation = z.infer<typeof Preparation>

/** A preparation that networks are trained on here: they read one channel. */
export const TrainedPreparation = Preparation.refine(
  (preparation) => preparedSize(chainOf(preparation).steps).channels === 1,
  'runs are trained on one channel; leave the channels step out: three copies of one plane tell a network no more',
)

/** What is wrong where a preparation is none of the three: said of the one that was meant. */
function unionFault(input: unknown, errors: unknown): string {
  const has = (key: string) => typeof input === 'object' && input !== null && key in input
  const meant = has('preset') ? 1 : has('steps') ? 2 : 0
  const [issue] = (errors as z.core.$ZodIssue[][])[meant] ?? []
  if (!issue) return 'Invalid input'
  return issue.path.length ? `${issue.path.join('.')}: ${issue.message}` : issue.message
}

/** The steps of any preparation. */
export function chainOf(preparation: Preparation): PreparationChain {
  if ('steps' in preparation) return preparation
  if ('preset' in preparation) return presetChain(preparation.preset, preparation.mode)
  return plainChain(preparation)
}

function plainChain(plain: PlainPreparation): PreparationChain {
  const { oneOrientation, spacingMm, side, intensity, clipPercent, clahe, claheTiles } = plain
  const steps: PreparationStep[] = []
  if (oneOrientation) steps.push({ step: 'rotate180', sources: 'turned' })
  if (clipPercent !== null)
    steps.push({ step: 'percentile-clip', low: clipPercent, high: 100 - clipPercent, scope: 'volume' })
  if (spacingMm !== null)
    steps.push({ step: 'resample-in-plane', spacingMm, crossed: false, image: 'linear', labels: 'one-hot' })
  steps.push({ step: 'crop-pad', side, slices: null })
  if (clahe !== null)
    steps.push({ step: 'clahe', clip: clahe, tiles: [claheTiles, claheTiles], grey: 'stored' })
  steps.push(
    intensity === 'min-max'
      ? { step: 'min-max', scope: 'slice' }
      : { step: 'z-score', scope: 'slice', truncated: false, fitted: null },
  )
  return { steps, restore: 'probabilities' }
}

/** Side of the square that a network is given, pixels. */
export function preparedSide(preparation: Preparation): number {
  const { side } = preparedSize(chainOf(preparation).steps)
  if (side === null) throw new Error('a preparation without a size went through its schema')
  return side
}

/** Side of a square pixel after preparation, mm; null: as the source has it. */
export function preparedSpacingMm(preparation: Preparation): number | null {
  for (const step of chainOf(preparation).steps.toReversed()) {
    if (step.step === 'resample-in-plane') return step.spacingMm
    if (step.step === 'resample-3d') return step.spacingMm.x
  }
  return null
}

const centring: readonly PreparationStep['step'][] = ['z-score', 'mean-variance', 'mean-subtraction']

/** Why a chain cannot be used; null: it can. */
function chainFault({ steps }: PreparationChain): string | null {
  if (preparedSize(steps).side === null)
    return 'no step gives the images one size: add crop-pad, or resize to a side'
  const centred = steps.findIndex(({ step }) => centring.includes(step))
  const late = steps.findIndex(
    ({ step }, at) => centred >= 0 && at > centred && (step === 'n4' || step === 'clahe'),
  )
  if (late >= 0) return `${steps[late]!.step} needs positive values: put it before ${steps[centred]!.step}`
  const select = steps.find((step) => step.step === 'select-slices')
  if (select && select.to < select.from) return 'select-slices ends before it begins'
  return null
}
