/** Where a run stands when its next learning rate is asked for. Steps count from 0. */
export interface Progress {
  readonly step: number
  /** Steps of the whole run. */
  readonly steps: number
  /** Steps of one epoch; left out: 1, so that steps are epochs. */
  readonly stepsPerEpoch?: number
  /** Validation losses of the epochs that ended, in order. */
  readonly monitored: readonly number[]
}

/** The share of the first learning rate that a step takes: pure, so that a resumed run goes on where it stopped. */
export type Schedule = (progress: Progress) => number
