import type { Experiment } from '#shared/domain/experiment'
import type { VolumeShape, VolumeSpacingMm } from '#shared/geometry/volumeShape'
import { farRightVentricle } from './farRightVentricle'
import { fillIslands } from '#shared/geometry/fillIslands'
import { largestCavity } from './largestCavity'
import { largestComponents } from './largestComponents'

type Steps = Experiment['postprocessing']

/** Whether any step is asked for. */
export const changesLabels = (steps: Steps): boolean => Object.values(steps).includes(true)

/**
 * Canonical labels [slices, rows, columns] after the steps that are asked for, in the order of datasets.md F (F4, F1, F2,
 * F3). A dense CRF (F9) comes before them, where the probabilities still are.
 */
export function postProcessed(
  labels: Uint8Array,
  shape: VolumeShape,
  spacingMm: VolumeSpacingMm,
  steps: Omit<Steps, 'denseCrf' | 'denseCrfOptions'>,
): Uint8Array {
  let made: Uint8Array = labels
  if (steps.largestComponents) made = largestComponents(made, shape)
  if (steps.largestCavity) made = largestCavity(made, shape).labels
  if (steps.farRightVentricle) made = farRightVentricle(made, shape, spacingMm).labels
  if (steps.fillIslands) made = fillIslands(made, shape, spacingMm).labels
  return made
}
