import type { Experiment } from '#shared/domain/experiment'
import { scheduleCatalogue } from '#models/schedules/catalogue'
import type { Checkpoint, Checkpoints } from './checkpoint'

type Training = Experiment['training']

/** Iterations at which the phases of a training end, counted over the whole run; none where it has no phases. */
export function phaseEnds({ phases }: Pick<Training, 'phases'>): number[] {
  let end = 0
  return (phases ?? []).map(({ iterations }) => (end += iterations))
}

/** The training with as many epochs as its phases need: iterations, not epochs, say when they end. */
export function withPhaseEpochs(training: Training, stepsPerEpoch: number): Training {
  const last = phaseEnds(training).at(-1)
  return last === undefined ? training : { ...training, epochs: Math.ceil(last / stepsPerEpoch) }
}

/** The learning rate after `step` iterations of a run with phases: each begins its schedule anew (networks.md C2). */
export function phaseRate(
  { learningRate, phases }: Pick<Training, 'learningRate' | 'phases'>,
  step: number,
  stepsPerEpoch: number,
): number {
  const ends = phaseEnds({ phases })
  const index = Math.max(
    0,
    ends.findIndex((end) => step < end),
  )
  const { iterations, schedule, scheduleOptions, decayOver } = phases![index]!
  const chosen = scheduleCatalogue[schedule].schedule(scheduleOptions)
  const done = step - (ends[index]! - iterations)
  const steps = decayOver ?? iterations
  return learningRate * chosen({ step: done, steps, stepsPerEpoch, monitored: [] })
}

/** The name under which the checkpoint at the end of a phase (from 1) is kept beside the best. */
export const phaseName = ({ phases }: Pick<Training, 'phases'>, phase: number): string =>
  `phase-${phase}-iteration-${phases![phase - 1]!.iterations}`

/** Takes the state at the very iteration at which a phase ends, and keeps it when the epoch is through. */
export class PhaseKeeper {
  private readonly ends: readonly number[]
  private readonly taken = new Map<number, Checkpoint['arrays']>()

  constructor(
    private readonly training: Training,
    private readonly state: () => Checkpoint['arrays'],
  ) {
    this.ends = phaseEnds(training)
  }

  after(step: number): void {
    const phase = this.ends.indexOf(step) + 1
    if (phase > 0) this.taken.set(phase, this.state())
  }

  async keepIn(checkpoints: Checkpoints, counters: Checkpoint['counters']): Promise<void> {
    for (const [phase, arrays] of this.taken)
      await checkpoints.keep(phaseName(this.training, phase), { counters, arrays })
    this.taken.clear()
  }
}
