import type { Schedule } from './schedule'

/** (1 - step / steps)^power; DeepLab and nnU-Net use 0.9, Tran's FCN 0.5 (networks.md C1, C2, C6). */
export const poly =
  (power = 0.9): Schedule =>
  ({ step, steps }) =>
    Math.max(0, 1 - step / steps) ** power
