import type { ExperimentFile } from './experiment'
import { NetworkChoice } from './networkChoice'
import { networkSettings, type NetworkSettings } from './networkSettings'
import { presetChain } from './preparationPresets'
import type { PreparationStep, StepOf } from './preparationStep'
import type { Recipe } from './recipe'
import { regionIds, type RegionId } from './structures'

/** What a run does otherwise than a recipe asks, and in which of its parts. */
export interface RecipeGap {
  readonly part: keyof Recipe
  readonly text: string
}

/** An experiment without its data: a folder and a split are the reader's to name. */
export type DatalessExperiment = Omit<ExperimentFile, 'data' | 'schema'>

export interface RecipeExperiment {
  /** What Septum can run; null where it cannot train the network at all, which then stands among the gaps. */
  readonly experiment: DatalessExperiment | null
  readonly gaps: readonly RecipeGap[]
}

type Told = (part: keyof Recipe, text: string) => void

/** The experiment that comes nearest to a recipe, with every part that it does otherwise said in words. */
export function recipeExperiment(recipe: Recipe): RecipeExperiment {
  const gaps: RecipeGap[] = []
  const tell: Told = (part, text) => void gaps.push({ part, text })
  tellOfData(recipe, tell)
  const structures = structuresOf(recipe, tell)
  const network = networkOf(recipe, tell)
  const experiment = {
    name: recipe.id.replaceAll('_', '-'),
    note: noteOf(recipe),
    structures,
    preparation: preparationOf(recipe, tell),
    network,
    training: {
      ...lengthOf(recipe, tell),
      ...ruleOf(recipe),
      seed: recipe.seed,
      batch: recipe.train.batch,
      augmentation: augmentationOf(recipe, tell),
    },
    prediction: { mirror: recipe.predict?.mirror ?? false },
    postprocessing: postprocessingOf(recipe, tell),
  }
  const trainable = NetworkChoice.safeParse(network)
  if (!trainable.success) tell('net', trainable.error.issues[0]?.message ?? 'this network cannot be trained')
  if (structures.length === 0) tell('data', `no structure of Septum is ${recipe.data.target}`)
  const runs = trainable.success && structures.length > 0
  return { experiment: runs ? experiment : null, gaps }
}

function noteOf({ title, system, faithful, differences }: Recipe): string {
  const twin = faithful ? 'as it was published' : `corrected: ${differences.join('; ')}`
  return `${title} (${system}), ${twin}.`
}

function tellOfData({ data, split, predict, eval: evaluation }: Recipe, tell: Told): void {
  if (data.polygon === 'cv2_int')
    tell('data', 'contours are filled about pixel centres, not from coordinates cut to whole pixels')
  if (data.unlabelled === 'background')
    tell('data', 'structures that a case does not label are left out of the loss, not learnt as background')
  if (split.level === 'image') tell('split', 'patients are split, never images of one')
  if ((predict?.repeats ?? 1) > 1) tell('predict', 'each image is segmented once, without dropout')
  if (predict?.ensemble) tell('predict', 'one network is trained, not an ensemble')
  if (evaluation.evaluator !== 'slices' && evaluation.evaluator !== 'E4' && evaluation.evaluator !== 'images')
    tell('eval', 'the run itself gives Dice and distances per volume')
}

function structuresOf({ data }: Recipe, tell: Told): RegionId[] {
  const known = data.structures.filter((id): id is RegionId => regionIds.some((region) => region === id))
  const union = data.id !== 'MIX' && data.id !== 'ACDC' && known.length > 1
  if (union) tell('data', `${known.join(' and ')} are learnt side by side, not as one region`)
  return known
}

const ignored = new Set(['inverse_geometry', 'threshold', 'argmax'])

/** The preset of datasets.md C that a recipe names; as a chain of its own where the recipe, or Septum, does otherwise. */
function preparationOf(recipe: Recipe, tell: Told): NonNullable<ExperimentFile['preparation']> {
  const mode = recipe.faithful ? 'faithful' : 'corrected'
  const preset = presetChain(recipe.pre_preset, mode)
  const steps = onOnePlane(asWritten(preset.steps, recipe.pre, tell), tell)
  const same = JSON.stringify(steps) === JSON.stringify(preset.steps)
  return same ? { preset: recipe.pre_preset, mode } : { steps, restore: preset.restore }
}

/** A preset's steps with what the recipe says otherwise: a spacing that the preset keeps, the scope of the z-score. */
function asWritten(
  preset: readonly PreparationStep[],
  written: Recipe['pre'],
  tell: Told,
): PreparationStep[] {
  let steps = [...preset]
  for (const step of written)
    switch (step.op) {
      case 'resample':
        if (!steps.some(({ step: id }) => id === 'resample-in-plane' || id === 'resample-3d'))
          steps = steps.flatMap((one) =>
            one.step === 'crop-pad' ? [...inPlane(step.mm.at(-1)), one] : [one],
          )
        break
      case 'z_score':
        steps = steps.map((one) => (one.step === 'z-score' ? { ...one, scope: scopes[step.scope] } : one))
        break
      case 'centre_crop_pad':
        if (step.size === undefined) tell('pre', 'the crop has one side for all images, not a share of each')
        else steps = steps.flatMap((one) => (one.step === 'crop-at' ? padded(one, step.size!) : [one]))
        break
      case 'jpeg':
        tell('pre', 'images are not written as JPEG on the way')
        break
      default:
    }
  return steps
}

const scopes = { slice: 'slice', volume: 'volume', dataset: 'data-set' } as const

const inPlane = (spacingMm: number | null | undefined): PreparationStep[] =>
  spacingMm
    ? [{ step: 'resample-in-plane', spacingMm, crossed: false, image: 'linear', labels: 'one-hot' }]
    : []

/** D31: what S3 cuts is a pixel short of what its network takes. */
const padded = (cut: StepOf<'crop-at'>, side: number): PreparationStep[] =>
  cut.side === side ? [cut] : [cut, { step: 'crop-pad', side, slices: null }]

/** Networks are trained on one plane here: copies of it are left out, and of what is taken off each the mean is taken off. */
function onOnePlane(steps: readonly PreparationStep[], tell: Told): PreparationStep[] {
  return steps.flatMap((one): PreparationStep[] => {
    if (one.step !== 'channels' || one.count === 1) return [one]
    tell('net', 'the first layer reads one grey plane, not copies of it')
    const mean = (one.less[0] + one.less[1] + one.less[2]) / 3
    return mean === 0 ? [] : [{ step: 'mean-subtraction', mean, fitted: null }]
  })
}

function networkOf({ net, init }: Recipe, tell: Told): NonNullable<ExperimentFile['network']> {
  const settings: NetworkSettings = networkSettings[net.id]
  const pretrained = init.id === 'pretrained'
  if (pretrained)
    tell('init', 'training begins from drawn filters unless a start is named (training.startFrom)')
  if (net.multi_scale) tell('net', 'images are trained on at one scale')
  const asked = {
    baseFilters: net.base_filters,
    growth: net.growth,
    dropout: net.dropout,
    slices: net.input?.length === 3 ? net.input[0] : undefined,
    // as published its filters are nought until they are loaded (Q23)
    quirks: pretrained ? 'corrected' : net.quirks,
  }
  const known = Object.entries(asked).filter(([key, value]) => value !== undefined && key in settings)
  return { id: net.id, ...Object.fromEntries(known) }
}

type TrainingFile = NonNullable<ExperimentFile['training']>

type RecipePhase = NonNullable<Recipe['train']['phases']>[number]

const phaseOf = ({ iterations, schedule }: RecipePhase): NonNullable<TrainingFile['phases']>[number] => ({
  iterations,
  schedule: schedule.id,
  scheduleOptions: schedule.power ? { power: schedule.power } : {},
  decayOver: schedule.max_it ?? null,
})

/** How long a recipe trains, and in which phases. */
export function lengthOf({ train, budget }: Recipe, tell: Told = () => undefined): TrainingFile {
  if (train.batches_per_epoch)
    tell('train', `an epoch is every image once, not ${train.batches_per_epoch} batches`)
  if (train.reshuffle === false) tell('train', 'the order is drawn anew each epoch')
  if (train.checkpoint === 'last' || train.checkpoint === 'best-loss')
    tell('train', 'the epoch of the best validation Dice is kept')
  return {
    epochs: train.epochs ?? 100,
    ...(train.phases && { phases: train.phases.map(phaseOf) }),
    ...(train.early_stop && { earlyStopEpochs: train.early_stop }),
    ...(budget && { minutes: budget.max_minutes }),
  }
}

/** Of how a program squares its filters (networks.md A0.9, Q17). */
const penaltyKind = ({ net }: Recipe): 'half' | 'whole' | 'squared' =>
  net.id === 'densenet' && net.quirks === 'faithful'
    ? 'squared'
    : net.id.startsWith('isensee-acdc')
      ? 'whole'
      : 'half'

function ruleOf(recipe: Recipe): TrainingFile {
  const { loss, optim, schedule, net } = recipe
  return {
    loss: loss.id,
    lossOptions: {
      ...(loss.smooth !== undefined && { smooth: loss.smooth }),
      ...(loss.weights && { weights: loss.weights }),
      ...(loss.id === 'khened' && { quirks: net.quirks }),
    },
    ...(loss.l2 && { penalty: { lambda: loss.l2, kind: penaltyKind(recipe) } }),
    optimiser: optim.id,
    learningRate: optim.lr,
    momentum: optim.momentum ?? 0.9,
    nesterov: optim.nesterov ?? false,
    weightDecay: optim.weight_decay ?? 0,
    publishedRates: true,
    schedule: schedule.id,
    scheduleOptions: {
      ...(schedule.power && { power: schedule.power }),
      ...(schedule.factor && { factor: schedule.factor }),
      ...(schedule.share && { share: schedule.share }),
      ...(schedule.patience && { patience: schedule.patience }),
    },
  }
}

function augmentationOf({ aug }: Recipe, tell: Told): TrainingFile['augmentation'] {
  if (!aug) return null
  if (aug.crop) tell('aug', 'images are not cropped at random')
  return aug.id
}

function postprocessingOf({ post }: Recipe, tell: Told): NonNullable<ExperimentFile['postprocessing']> {
  const has = (id: Recipe['post'][number]['op']) => post.some(({ op }) => op === id)
  for (const step of post)
    switch (step.op) {
      case 'longest_contour':
      case 'iso_line':
      case 'epi_minus_endo':
      case 'fill_holes':
        tell('post', `${step.op.replaceAll('_', ' ')} is left out`)
        break
      case 'largest_component':
        if (step.of === 'foreground')
          tell('post', 'the largest component of each structure is kept, not of all together')
        break
      case 'far_right_ventricle':
        if (!step.guarded) tell('post', 'without a left ventricle in the slice a right one stays')
        break
      default:
        if (!ignored.has(step.op)) continue
    }
  return {
    largestComponents: has('largest_component') || has('largest_contour'),
    largestCavity: has('largest_cavity'),
    farRightVentricle: has('far_right_ventricle'),
    fillIslands: has('fill_islands'),
  }
}
