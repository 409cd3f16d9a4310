import type { Schedule } from './schedule'

/** Times `factor` after every `share` of the run, counted in whole steps, rounded up (networks.md C5, DIGITS' policy). */
export const step =
  (factor = 0.1, share = 0.33): Schedule =>
  ({ step: done, steps }) =>
    factor ** Math.floor(done / Math.max(1, Math.ceil(share * steps)))
