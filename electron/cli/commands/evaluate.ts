import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { acdcEvaluation } from '#electron/compute/evaluating/acdcEvaluation'
import { interruptSignal } from '../interruptSignal'
import { casesText, functionText, meanText } from '../resultText'
import { runCommand } from '../runCommand'

interface Options {
  readonly reference: string
  readonly prediction: string
}

/** `septum evaluate --protocol acdc --reference DIR --prediction DIR`. */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('Scores masks against a reference: Dice, HD and HD95 in mm, volumes and ejection fractions.')
    .addOption(new Option('--protocol <protocol>', 'whose rules').choices(['acdc']).default('acdc'))
    .requiredOption(
      '--reference <folder>',
      'a labelled data set, or masks with the same names as the predictions',
    )
    .requiredOption('--prediction <folder>', 'masks such as patient001_ED.nii.gz')
    .addHelpText(
      'after',
      '\nExample:\n  septum evaluate --protocol acdc --reference hearts --prediction masks --json',
    )
    .action(({ reference, prediction }: Options, command: Command) =>
      runCommand(command, async (output) => {
        const evaluation = await acdcEvaluation(resolve(reference), resolve(prediction), {
          progress: (done, total, what) => output.progress(done, total, what),
          signal: interruptSignal(),
        })
        const { cases, mean, rule, missing } = evaluation
        if (missing.length) output.note(`No prediction was found for: ${missing.join(', ')}.`)
        output.answer(evaluation, () =>
          [casesText(cases), functionText(cases), meanText(mean, rule)].join('\n\n'),
        )
      }),
    )
}
