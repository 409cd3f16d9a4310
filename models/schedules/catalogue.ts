import type { Experiment } from '#shared/domain/experiment'
import { constant } from './constant'
import { cosine } from './cosine'
import { every } from './every'
import { exponential } from './exponential'
import { plateau } from './plateau'
import { poly } from './poly'
import type { Schedule } from './schedule'
import { step } from './step'

export type ScheduleId = Experiment['training']['schedule']
export type ScheduleOptions = Experiment['training']['scheduleOptions']

export interface ScheduleEntry {
  readonly id: ScheduleId
  readonly title: string
  readonly schedule: (options?: ScheduleOptions) => Schedule
}

const stepped =
  (make: (options: ScheduleOptions) => Schedule): ScheduleEntry['schedule'] =>
  (options = {}) =>
    options.every ? every(options.every, make(options)) : make(options)

/** Every schedule of the learning rate that an experiment can name; `warmUp` goes before any of them. */
export const scheduleCatalogue: Readonly<Record<ScheduleId, ScheduleEntry>> = {
  constant: { id: 'constant', title: 'Constant', schedule: stepped(() => constant) },
  poly: { id: 'poly', title: 'Polynomial decay', schedule: stepped(({ power }) => poly(power)) },
  cosine: { id: 'cosine', title: 'Cosine decay', schedule: stepped(() => cosine) },
  step: { id: 'step', title: 'Steps', schedule: stepped(({ factor, share }) => step(factor, share)) },
  exponential: {
    id: 'exponential',
    title: 'By a factor each epoch',
    schedule: stepped(({ factor }) => exponential(factor)),
  },
  plateau: {
    id: 'plateau',
    title: 'Halved on a plateau',
    schedule: stepped(({ factor, patience }) =>
      plateau({
        ...(factor === undefined ? {} : { factor }),
        ...(patience === undefined ? {} : { patience }),
      }),
    ),
  },
}
