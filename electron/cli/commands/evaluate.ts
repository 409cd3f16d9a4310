import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { acdcEvaluation, type EvaluationOptions } from '#electron/compute/evaluating/acdcEvaluation'
import { pixelEvaluation } from '#electron/compute/evaluating/pixelEvaluation'
import { interruptSignal } from '../interruptSignal'
import type { Output } from '../output'
import { pixelText } from '../pixelText'
import { casesText, functionText, meanText } from '../resultText'
import { runCommand } from '../runCommand'

interface Options {
  readonly protocol: 'acdc' | 's1'
  readonly reference: string
  readonly prediction: string
}

/** `septum evaluate --protocol acdc|s1 --reference DIR --prediction DIR`. */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description(
      'Scores masks against a reference: acdc gives Dice, HD and HD95 in mm, volumes and ejection fractions; s1 gives IoU, Dice and accuracy of all pixels together.',
    )
    .addOption(new Option('--protocol <protocol>', 'whose rules').choices(['acdc', 's1']).default('acdc'))
    .requiredOption(
      '--reference <folder>',
      'a labelled data set, or masks with the same names as the predictions',
    )
    .requiredOption('--prediction <folder>', 'masks such as patient001_ED.nii.gz')
    .addHelpText(
      'after',
      '\nExamples:\n  septum evaluate --protocol acdc --reference hearts --prediction masks --json\n' +
        '  septum evaluate --protocol s1 --reference masks --prediction predicted',
    )
    .action(({ protocol, reference, prediction }: Options, command: Command) =>
      runCommand(command, (output) =>
        (protocol === 's1' ? scorePixels : scoreCases)(resolve(reference), resolve(prediction), output),
      ),
    )
}

async function scoreCases(reference: string, prediction: string, output: Output): Promise<void> {
  const evaluation = await acdcEvaluation(reference, prediction, optionsOf(output))
  const { cases, mean, rule, missing } = evaluation
  tellMissing(missing, output)
  output.answer(evaluation, () => [casesText(cases), functionText(cases), meanText(mean, rule)].join('\n\n'))
}

async function scorePixels(reference: string, prediction: string, output: Output): Promise<void> {
  const evaluation = await pixelEvaluation(reference, prediction, optionsOf(output))
  tellMissing(evaluation.missing, output)
  output.answer(evaluation, () => pixelText(evaluation.scores))
}

const optionsOf = (output: Output): EvaluationOptions => ({
  progress: (done, total, what) => output.progress(done, total, what),
  signal: interruptSignal(),
})

function tellMissing(missing: readonly string[], output: Output): void {
  if (missing.length) output.note(`No prediction was found for: ${missing.join(', ')}.`)
}
