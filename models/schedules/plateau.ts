import type { Schedule } from './schedule'

export interface PlateauOptions {
  readonly factor?: number
  /** Epochs without improvement that are put up with. */
  readonly patience?: number
  /** What counts as an improvement. */
  readonly leastGain?: number
}

/** Times `factor` after each `patience` epochs without a lower validation loss (networks.md C3; Keras' rule). */
export const plateau =
  ({ factor = 0.5, patience = 10, leastGain = 1e-4 }: PlateauOptions = {}): Schedule =>
  ({ monitored }) => {
    let best = Infinity
    let waited = 0
    let share = 1
    for (const loss of monitored) {
      if (loss < best - leastGain) {
        best = loss
        waited = 0
      } else if (++waited >= patience) {
        share *= factor
        waited = 0
      }
    }
    return share
  }
