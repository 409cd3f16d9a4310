import type { Experiment } from '#shared/domain/experiment'
import type { SampleHeader, TrainingCaseFacts } from '#shared/ipc/training'

/** A training sample of one epoch, or as it is. */
export interface SampleShot {
  readonly header: SampleHeader
  readonly grey: Uint8Array
  readonly labels: Uint8Array
}

/** Header and bytes of `training.augmented`. */
export function sampleShot(header: SampleHeader, bytes: Uint8Array): SampleShot {
  const plane = header.columns * header.rows
  return { header, grey: bytes.subarray(0, plane), labels: bytes.subarray(plane, 2 * plane) }
}

/** A plane of one of the case's volumes, from 0. */
export interface SamplePlace {
  readonly volume: number
  readonly plane: number
}

/** Draws that stand beside the slice as it is. */
export const drawsAtOnce = 7

/** All that decides what a sample looks like, as one text: whatever else of the experiment changes, the pictures stay. */
export function sampleKey({ data, structures, preparation, network, training }: Experiment): string {
  const { id, slices, patch } = network
  const { seed, augmentation, epochs } = training
  return JSON.stringify([data, structures, preparation, id, slices, patch, seed, augmentation, epochs])
}

/** The epochs that are shown, counted from 1: sevens of those that the run will have, round and round. None without augmentation. */
export function drawnEpochs({ training }: Experiment, seven: number): number[] {
  const { augmentation, epochs } = training
  if (augmentation === null || augmentation === 'A-none') return []
  const first = (seven % Math.ceil(epochs / drawsAtOnce)) * drawsAtOnce
  return Array.from({ length: Math.min(drawsAtOnce, epochs - first) }, (_, i) => first + i + 1)
}

/** The place that is shown: the one chosen as far as it is there, else the slice that shows most. Null: there is none. */
export function placeIn(facts: TrainingCaseFacts, chosen: SamplePlace | null): SamplePlace | null {
  const volume = facts.volumes[chosen?.volume ?? 0] ? (chosen?.volume ?? 0) : 0
  const there = facts.volumes[volume]
  if (!there) return null
  const plane = chosen?.volume === volume ? Math.min(chosen.plane, there.planes - 1) : there.fullest
  return { volume, plane }
}

/** The next slice: through a volume, then through the next, and round. */
export function placeAfter(facts: TrainingCaseFacts, { volume, plane }: SamplePlace): SamplePlace {
  if (plane + 1 < (facts.volumes[volume]?.planes ?? 0)) return { volume, plane: plane + 1 }
  return { volume: (volume + 1) % facts.volumes.length, plane: 0 }
}
