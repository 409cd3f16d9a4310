import type { Move } from './move'
import type { VolumeGrid } from './volumeGrid'

/** What was done to a volume, so that labels go the same way and predictions the way back. Plain JSON. */
export interface PreparationRecord {
  readonly source: VolumeGrid
  /** As the network sees it. */
  readonly prepared: VolumeGrid
  /** From the source's grid to the prepared one, in order. */
  readonly moves: readonly Move[]
  /** Of each prepared slice its number in the source, the nearest where slices were resampled; -1: padding. */
  readonly numbers: readonly number[]
  /** Prepared slices that nobody contoured: nothing is learnt from them (P13). */
  readonly ignored: readonly number[]
  readonly restore: 'probabilities' | 'labels'
}
