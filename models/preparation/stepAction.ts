import type { PreparationStep } from '#shared/domain/preparationStep'
import { centreCrop, cropAt } from './centreCrop'
import { equalised } from './claheStep'
import { scoped } from './intensityScope'
import { minMax } from './minMax'
import type { Move } from './move'
import { withoutBias } from './n4Step'
import { padSlices } from './padSlices'
import { percentileClip } from './percentileClip'
import { resample3d, resampleInPlane, resize } from './resampling'
import { roiCrop } from './roiCrop'
import type { VolumeGrid } from './volumeGrid'
import { statisticsOf, zScore } from './zScore'

/** What a preparation has to know of a volume beside its voxels. */
export interface PreparationContext {
  /** Its source stands upside down against the other sources (P1). */
  readonly turned: boolean
  /** Of each source slice, whether anybody contoured it; null: everything is labelled, or there are no labels. */
  readonly contoured: readonly boolean[] | null
  /** Foreground pixels of each source slice; null: there are no labels. */
  readonly foreground: readonly number[] | null
}
export const plainContext: PreparationContext = { turned: false, contoured: null, foreground: null }

/** What a step does to one volume: to where its voxels lie, or to what they are worth. */
export type StepAction =
  | { readonly kind: 'move'; readonly moves: readonly Move[] }
  | { readonly kind: 'values'; readonly act: (volume: Float32Array) => Float32Array }
  /** Nothing that can be seen; slices that nobody contoured are marked. */
  | { readonly kind: 'mark'; readonly ignored: readonly boolean[] }

/** `numbers` are those of the source's slices that are left. */
export function stepAction(
  step: PreparationStep,
  grid: VolumeGrid,
  numbers: readonly number[],
  context: PreparationContext,
): StepAction {
  switch (step.step) {
    case 'rotate180':
      return moves(...(step.sources === 'all' || context.turned ? [{ kind: 'turn' } as const] : []))
    case 'transpose':
      return moves({ kind: 'swap' })
    case 'resample-in-plane':
      return moves(resampleInPlane(grid, step))
    case 'resample-3d':
      return moves(resample3d(grid, step))
    case 'resize':
      return moves(resize(grid, step))
    case 'crop-pad':
      return moves(centreCrop(grid, step.side, step.slices))
    case 'crop-at':
      return moves(cropAt(grid, step.top, step.left, step.side))
    case 'roi-detect':
      return moves(...roiCrop(grid, step))
    case 'pad-z':
      return moves(padSlices(grid, step))
    case 'assemble': {
      const contoured = numbers.map((number) => context.contoured?.[number] ?? true)
      if (step.unlabelled === 'ignored') return { kind: 'mark', ignored: contoured.map((known) => !known) }
      return picked(contoured)
    }
    case 'select-slices':
      return picked(
        numbers.map(
          (number, at) =>
            at >= step.from &&
            at <= step.to &&
            (context.foreground?.[number] ?? Infinity) >= step.leastForeground,
        ),
      )
    case 'clahe':
      return values((volume) => equalised(volume, grid, step))
    case 'min-max':
      return values((volume) => scoped(volume, grid, step.scope, minMax))
    case 'z-score': {
      const { scope, truncated, fitted } = step
      if (scope === 'slice' || scope === 'volume')
        return values((volume) =>
          scoped(volume, grid, scope, (part) => zScore(part, statisticsOf(part), { truncated })),
        )
      return values((volume) => zScore(volume, measured(fitted), { truncated }))
    }
    case 'mean-variance':
      return values((volume) =>
        scoped(volume, grid, 'slice', (part) => zScore(part, statisticsOf(part), { epsilon: 1e-6 })),
      )
    case 'percentile-clip':
      return values((volume) =>
        scoped(volume, grid, step.scope, (part) => percentileClip(part, step.low, step.high)),
      )
    case 'n4':
      return values((volume) => withoutBias(volume, grid, step))
    case 'mean-subtraction': {
      const mean = step.mean === 'data-set' ? measured(step.fitted).mean : step.mean
      return values((volume) => volume.map((value) => value - mean))
    }
    case 'divide':
      return values((volume) => volume.map((value) => value / step.by))
    case 'channels': // the same plane again and again: nothing to keep
      return moves()
  }
}

const moves = (...all: readonly Move[]): StepAction => ({ kind: 'move', moves: all })
const values = (act: (volume: Float32Array) => Float32Array): StepAction => ({ kind: 'values', act })

/** The slices that are kept; all of them where none would be left. */
function picked(kept: readonly boolean[]): StepAction {
  const slices = kept.flatMap((keep, at) => (keep ? [at] : []))
  return moves(
    ...(slices.length === 0 || slices.length === kept.length ? [] : [{ kind: 'pick', slices } as const]),
  )
}

function measured<F>(fitted: F | null): F {
  if (fitted === null) throw new Error('the training images were not measured before the step that needs it')
  return fitted
}
