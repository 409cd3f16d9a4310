import type { Experiment } from '#shared/domain/experiment'
import type { VolumeShape, VolumeSpacingMm } from '#shared/geometry/volumeShape'
import { farRightVentricle } from './farRightVentricle'
import { fillIslands } from '#shared/geometry/fillIslands'
import { largestCavity } from './largestCavity'
import { largestComponents } from './largestComponents'

/** Canonical labels [slices, rows, columns] after the steps that are asked for, in the order of datasets.md F (F4, F1, F2, F3). */
export function postProcessed(
  labels: Uint8Array,
  shape: VolumeShape,
  spacingMm: VolumeSpacingMm,
  steps: Experiment['postprocessing'],
): Uint8Array {
  let made: Uint8Array = labels
  if (steps.largestComponents) made = largestComponents(made, shape)
  if (steps.largestCavity) made = largestCavity(made, shape).labels
  if (steps.farRightVentricle) made = farRightVentricle(made, shape, spacingMm).labels
  if (steps.fillIslands) made = fillIslands(made, shape, spacingMm).labels
  return made
}
