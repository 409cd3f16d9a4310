import type { Schedule } from './schedule'

/** Half a cosine from one to nought (Loshchilov & Hutter, ICLR 2017, eq. 5, without restarts). */
export const cosine: Schedule = ({ step, steps }) => (1 + Math.cos(Math.PI * Math.min(1, step / steps))) / 2
