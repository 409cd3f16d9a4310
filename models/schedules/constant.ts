import type { Schedule } from './schedule'

/** Always the whole learning rate. */
export const constant: Schedule = () => 1
