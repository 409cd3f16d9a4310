import type { Experiment } from '#shared/domain/experiment'
import { lossIds } from '#shared/domain/loss'
import { preparationModes } from '#shared/domain/preparationPresets'
import { optimiserIds, scheduleIds } from '#shared/domain/trainingRule'
import { preparationChoices } from './preparationChoice'

/** How one field of an experiment is asked for. Words are in locales (`train.setting.<path>`), by path. */
export type ExpertSetting =
  | {
      readonly path: string
      readonly kind: 'number'
      readonly unit: string | null
      readonly min: number
      readonly max: number
      readonly step: number
      /** What it becomes when it is switched on again; undefined: it cannot be off. */
      readonly whenOn?: number
    }
  | { readonly path: string; readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly path: string; readonly kind: 'switch' }

export interface SettingGroup {
  readonly id: 'preparation' | 'network' | 'training' | 'augmentation' | 'postprocessing'
  readonly settings: readonly ExpertSetting[]
}

const number = (
  path: string,
  unit: string | null,
  [min, max, step]: readonly [number, number, number],
  whenOn?: number,
): ExpertSetting => ({
  path,
  kind: 'number',
  unit,
  min,
  max,
  step,
  ...(whenOn === undefined ? {} : { whenOn }),
})
const choice = (path: string, ...choices: readonly string[]): ExpertSetting => ({
  path,
  kind: 'choice',
  choices,
})

/** Every setting of an experiment that the plain questions leave out, in the order of the work. */
export const expertSettings: readonly SettingGroup[] = [
  {
    id: 'preparation',
    settings: [
      choice('preparation.preset', ...preparationChoices),
      choice('preparation.mode', ...preparationModes),
      { path: 'preparation.oneOrientation', kind: 'switch' },
      number('preparation.spacingMm', 'mm', [0.5, 4, 0.1], 1.5),
      number('preparation.side', 'px', [32, 512, 16]),
      choice('preparation.intensity', 'z-score', 'min-max'),
      number('preparation.clipPercent', '%', [0, 20, 0.1], 0.5),
      number('preparation.clahe', '×', [1, 1000, 1], 40),
      number('preparation.claheTiles', null, [1, 32, 1]),
    ],
  },
  {
    id: 'network',
    settings: [
      choice('network.plan', 'own', 'auto'),
      number('network.minutes', 'min', [1, 10_000, 1], 60),
      number('network.baseFilters', 'filters', [2, 128, 2]),
      number('network.growth', 'filters', [2, 64, 2]),
      number('network.mostBlocks', 'blocks', [1, 6, 1]),
      number('network.slices', 'slices', [1, 64, 1]),
      number('network.patch', 'px', [32, 512, 16], 96),
      number('network.outputStride', 'px', [8, 16, 8]),
      number('network.depth', 'levels', [2, 6, 1]),
      number('network.dropout', null, [0, 0.9, 0.05]),
      choice('network.norm', 'instance', 'none'),
      choice('network.quirks', 'corrected', 'faithful'),
    ],
  },
  {
    id: 'training',
    settings: [
      choice('training.loss', ...lossIds),
      choice('training.optimiser', ...optimiserIds),
      number('training.momentum', null, [0, 0.999, 0.01]),
      { path: 'training.nesterov', kind: 'switch' },
      number('training.learningRate', null, [1e-6, 1, 1e-4]),
      choice('training.schedule', ...scheduleIds),
      number('training.warmUpEpochs', 'epochs', [0, 50, 1]),
      number('training.weightDecay', null, [0, 1, 1e-4]),
      number('training.clipNorm', null, [0.1, 1000, 0.5], 12),
      number('training.averageWeights', null, [0.5, 0.99999, 0.001], 0.999),
      number('training.earlyStopEpochs', 'epochs', [1, 1000, 1], 50),
      { path: 'training.deepSupervision', kind: 'switch' },
      { path: 'training.publishedRates', kind: 'switch' },
      number('training.batch', 'slices', [1, 64, 1]),
      number('training.epochs', 'epochs', [1, 2000, 1]),
      number('training.minutes', 'min', [0.1, 10_000, 1], 30),
      number('training.validateEvery', 'epochs', [1, 100, 1]),
      number('training.seed', null, [0, 2_147_483_647, 1]),
    ],
  },
  {
    id: 'augmentation',
    settings: [
      number('training.augmentation.probability', null, [0, 1, 0.05]),
      number('training.augmentation.rotationDegrees', '°', [0, 180, 1]),
      number('training.augmentation.translationMm', 'mm', [0, 100, 1]),
      number('training.augmentation.zoom.0', '×', [0.5, 1, 0.05]),
      number('training.augmentation.zoom.1', '×', [1, 2, 0.05]),
      number('training.augmentation.contrast', null, [0, 1, 0.05]),
      number('training.augmentation.gamma', null, [0, 2, 0.05]),
      number('training.augmentation.noise', 'SD', [0, 1, 0.01]),
      { path: 'training.augmentation.flip', kind: 'switch' },
    ],
  },
  {
    id: 'postprocessing',
    settings: [
      { path: 'prediction.mirror', kind: 'switch' },
      { path: 'postprocessing.denseCrf', kind: 'switch' },
      number('postprocessing.denseCrfOptions.appearanceWeight', null, [0, 100, 1]),
      number('postprocessing.denseCrfOptions.appearancePx', 'px', [20, 500, 5]),
      number('postprocessing.denseCrfOptions.appearanceGrey', 'grey levels', [1, 128, 1]),
      number('postprocessing.denseCrfOptions.smoothnessWeight', null, [0, 100, 1]),
      number('postprocessing.denseCrfOptions.smoothnessPx', 'px', [0.5, 30, 0.5]),
      number('postprocessing.denseCrfOptions.iterations', null, [1, 50, 1]),
      { path: 'postprocessing.largestComponents', kind: 'switch' },
      { path: 'postprocessing.largestCavity', kind: 'switch' },
      { path: 'postprocessing.farRightVentricle', kind: 'switch' },
      { path: 'postprocessing.fillIslands', kind: 'switch' },
    ],
  },
]

/** Networks whose scores before the last are taught too, and those that were published with rates of their own. */
const taughtBelow: readonly string[] = ['residual-unet', 'deeplab-v2']
const withPublishedRates: readonly string[] = ['fcn-alexnet', 'fcn-8s', 'deeplab-v2', 'deeplab-v3']

/** Whether a setting does anything in this experiment; those that do nothing are not asked for. */
export function isAsked(path: string, experiment: Experiment): boolean {
  const { network, training, preparation } = experiment
  switch (path) {
    case 'preparation.preset':
      return true
    case 'preparation.mode':
      return 'preset' in preparation
    case 'preparation.claheTiles':
      return 'clahe' in preparation && preparation.clahe !== null
    case 'network.minutes':
      return network.plan === 'auto'
    case 'network.baseFilters':
    case 'network.mostBlocks':
      return network.plan !== 'auto' && path.slice('network.'.length) in network
    case 'training.momentum':
    case 'training.nesterov':
      return training.optimiser.startsWith('sgd')
    case 'training.deepSupervision':
      return taughtBelow.includes(network.id)
    case 'training.publishedRates':
      return withPublishedRates.includes(network.id)
    default: // a network, or a way of preparing, lacks some of the settings that others have
      if (path.startsWith('postprocessing.denseCrfOptions')) return experiment.postprocessing.denseCrf
      if (path.startsWith('preparation.')) return path.slice('preparation.'.length) in preparation
      return !path.startsWith('network.') || path.slice('network.'.length) in network
  }
}
