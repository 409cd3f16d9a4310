import { InvalidArgumentError, type Command } from 'commander'
import { planForBudget, type BudgetedPlan } from '#models/networks/residualUnet.budget'
import { noun } from '../noun'
import { runCommand } from '../runCommand'

interface PlanOptions {
  readonly side: number
  readonly slices: number
  readonly structures: number
  readonly memory: number
  readonly minutes?: number
  readonly gflops: number
}

function positive(text: string): number {
  const number = Number(text)
  if (!(number > 0 && number < Infinity)) throw new InvalidArgumentError('It must be a number above nought.')
  return number
}

/** `septum model plan`. */
export function registerModelPlan(program: Command): void {
  noun(program, 'model', 'Networks and trained models')
    .command('plan')
    .option('--side <pixels>', 'side of the prepared slices', positive, 192)
    .option('--slices <count>', 'slices to train with', positive, 1000)
    .option('--structures <count>', 'structures to segment', positive, 3)
    .option('--memory <GB>', 'memory for the training', positive, 8)
    .option('--minutes <minutes>', 'time for the training; left out: as long as it takes', positive)
    .option(
      '--gflops <number>',
      'what this machine computes in training, 1e9 multiply-adds × 2 a second',
      positive,
      100,
    )
    .description('Plans a residual-unet for slices, memory and time, and says what was made smaller.')
    .addHelpText('after', '\nExample:\n  septum model plan --side 160 --memory 4 --minutes 100')
    .action((options: PlanOptions, command: Command) =>
      runCommand(command, async (output) => {
        const side = options.side
        const planned = planForBudget(
          {
            spacingMm: [1, 1],
            medianShape: [side, side],
            pixels: options.slices * side * side,
            channels: 1,
            scores: options.structures + 1,
          },
          {
            memoryBytes: options.memory * 1e9,
            flopsPerSecond: options.gflops * 1e9,
            seconds: options.minutes === undefined ? null : options.minutes * 60,
          },
        )
        output.answer(planned, () => planText(planned))
        await Promise.resolve()
      }),
    )
}

function planText({ words, baseFilters, mostBlocks, batch, stepSeconds }: BudgetedPlan): string {
  const network = JSON.stringify({ id: 'residual-unet', baseFilters, mostBlocks })
  return `${words}\nIn the experiment: "network": ${network}, "batch": ${batch}; about ${stepSeconds.toPrecision(2)} s a step.`
}
