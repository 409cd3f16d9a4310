import type { Schedule } from './schedule'

/** Times `factor` after each epoch (networks.md C6: 0.985, 0.98). */
export const exponential =
  (factor = 0.985): Schedule =>
  ({ step, stepsPerEpoch = 1 }) =>
    factor ** Math.floor(step / stepsPerEpoch)
