import type { PreparationStep } from './preparationStep'

/** What all images have in common after some steps. */
export interface PreparedSize {
  /** Rows and columns; null: they differ from source to source. */
  readonly side: number | null
  /** Slices; null: as many as the source has, made a multiple of `sliceMultiple`. */
  readonly slices: number | null
  readonly sliceMultiple: number
  readonly channels: 1 | 3
}

export function preparedSize(steps: readonly PreparationStep[]): PreparedSize {
  return steps.reduce<PreparedSize>(after, { side: null, slices: null, sliceMultiple: 1, channels: 1 })
}

function after(size: PreparedSize, step: PreparationStep): PreparedSize {
  switch (step.step) {
    case 'crop-pad':
      return { ...size, side: step.side, slices: step.slices ?? size.slices }
    case 'crop-at':
    case 'roi-detect':
      return { ...size, side: step.side }
    case 'resize':
      return { ...size, side: resized(size.side, step.to) }
    case 'resample-in-plane':
      return { ...size, side: null }
    case 'resample-3d':
      return { ...size, side: null, slices: step.spacingMm.z === null ? size.slices : null }
    case 'assemble':
    case 'select-slices':
      return { ...size, slices: null, sliceMultiple: 1 }
    case 'pad-z': {
      const slices = size.slices === null ? null : Math.ceil(size.slices / step.multiple) * step.multiple
      return { ...size, slices, sliceMultiple: step.multiple }
    }
    case 'channels':
      return { ...size, channels: step.count }
    case 'rotate180':
    case 'transpose':
    case 'clahe':
    case 'min-max':
    case 'z-score':
    case 'mean-variance':
    case 'percentile-clip':
    case 'n4':
    case 'mean-subtraction':
    case 'divide':
      return size
  }
}

function resized(side: number | null, to: { side: number } | { factor: number }): number | null {
  if ('side' in to) return to.side
  return side === null ? null : Math.max(1, Math.round(side * to.factor))
}
