import type { PreparationChain, PreparationStep, StepOf } from './preparationStep'

/** Published ways of preparing images (datasets.md C1 to C12); C6r is C6 with the resampling that its list leaves out. */
export const preparationPresetIds = [
  'C1',
  'C2',
  'C3',
  'C4',
  'C5',
  'C5p',
  'C6',
  'C6r',
  'C7',
  'C8',
  'C9',
  'C10',
  'C11',
  'C12-2d',
  'C12-3d',
] as const
export type PreparationPresetId = (typeof preparationPresetIds)[number]

/** `faithful` does what the published program did; `corrected` what it should have done. */
export const preparationModes = ['corrected', 'faithful'] as const
export type PreparationMode = (typeof preparationModes)[number]

const upright: PreparationStep = { step: 'rotate180', sources: 'turned' }
const square = (side: number, slices: number | null = null): PreparationStep => ({
  step: 'crop-pad',
  side,
  slices,
})
const zScore = (scope: StepOf<'z-score'>['scope']): PreparationStep => ({
  step: 'z-score',
  scope,
  truncated: false,
  fitted: null,
})
const n4: PreparationStep = {
  step: 'n4',
  mask: 'positive',
  shrink: 4,
  levels: 4,
  iterations: 50,
  threshold: 1e-3,
}
const minMax: PreparationStep = { step: 'min-max', scope: 'slice' }

/** The steps of a preset. Where a program blended masks, or brought labels instead of probabilities back, `corrected` does not. */
export function presetChain(id: PreparationPresetId, mode: PreparationMode): PreparationChain {
  const faithful = mode === 'faithful'
  return { steps: presetSteps(id, faithful), restore: faithful ? 'labels' : 'probabilities' }
}

function presetSteps(id: PreparationPresetId, faithful: boolean): PreparationStep[] {
  const millimetre = (labels: 'nearest' | 'truncated', crossed: boolean): PreparationStep => ({
    step: 'resample-in-plane',
    spacingMm: 1,
    crossed: faithful && crossed,
    image: 'linear',
    labels: faithful ? labels : 'one-hot',
  })
  // D22: no clip limit is published; the predecessor's library has 40 in one tile, and 2 in 8 × 8 is usual.
  const equalised: PreparationStep = {
    step: 'clahe',
    clip: faithful ? 40 : 2,
    tiles: faithful ? [1, 1] : [8, 8],
    grey: 'stored',
  }
  switch (id) {
    case 'C1':
      return [square(100)]
    case 'C2':
    case 'C3':
      return [square(200)]
    case 'C4':
      return [square(321), { step: 'channels', count: 3, less: [104.008, 116.669, 122.675] }]
    case 'C5':
      return [upright, millimetre('nearest', false), square(176), equalised, minMax]
    case 'C5p': {
      const first = faithful ? [square(256), equalised, square(176)] : [square(176), equalised]
      return [upright, millimetre('truncated', true), ...first, minMax]
    }
    case 'C6':
      return [upright, square(176), zScore('slice')]
    case 'C6r': // D23
      return [upright, millimetre('nearest', false), square(176), zScore('slice')]
    case 'C7': // D25: the bias field before the mean is taken off; D26: the scope of the mean
      return [
        { step: 'assemble', unlabelled: faithful ? 'dropped' : 'ignored' },
        upright,
        n4,
        square(176),
        zScore(faithful ? 'data-set' : 'volume'),
        { step: 'pad-z', multiple: 16, with: 'nought' },
      ]
    case 'C8': // D31, Q42: the published crop is a pixel short of the network
      return [
        { step: 'select-slices', from: 110, to: 145, leastForeground: 100 },
        {
          step: 'resize',
          to: { factor: 0.5 },
          image: 'linear',
          labels: faithful ? 'one-hot' : 'nearest',
        },
        faithful
          ? { step: 'crop-at', top: 17, left: 17, side: 95 }
          : { step: 'crop-at', top: 16, left: 16, side: 96 },
        { step: 'divide', by: 255 },
      ]
    case 'C9':
      return [square(256), { step: 'channels', count: 1, less: [0, 0, 0] }]
    case 'C10':
      return [square(256), { step: 'channels', count: 3, less: [0, 0, 0] }]
    case 'C11':
      return [{ step: 'roi-detect', side: 128, motion: 'deviation', found: null }, zScore('slice')]
    case 'C12-2d':
      return [isensee(null, 'cubic'), zScore('volume'), square(352)]
    case 'C12-3d':
      return [isensee(10, 'linear'), zScore('volume'), square(224, 10)]
  }
}

const isensee = (z: number | null, image: 'linear' | 'cubic'): PreparationStep => ({
  step: 'resample-3d',
  spacingMm: { z, y: 1.25, x: 1.25 },
  image,
  labels: 'one-hot',
})
