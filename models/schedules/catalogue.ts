import { constant } from './constant'
import { cosine } from './cosine'
import { plateau } from './plateau'
import { poly } from './poly'
import type { Schedule } from './schedule'

export type ScheduleId = 'constant' | 'poly' | 'cosine' | 'plateau'

export interface ScheduleEntry {
  readonly id: ScheduleId
  readonly title: string
  readonly schedule: Schedule
}

/** Every schedule of the learning rate that an experiment can name; `warmUp` goes before any of them. */
export const scheduleCatalogue: Readonly<Record<ScheduleId, ScheduleEntry>> = {
  constant: { id: 'constant', title: 'Constant', schedule: constant },
  poly: { id: 'poly', title: 'Polynomial decay, power 0.9', schedule: poly() },
  cosine: { id: 'cosine', title: 'Cosine decay', schedule: cosine },
  plateau: { id: 'plateau', title: 'Halved on a plateau', schedule: plateau() },
}
