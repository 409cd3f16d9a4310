import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { SeptumError } from '#shared/errors/SeptumError'
import {
  acdcEvaluation,
  noMetrics,
  type EvaluationOptions,
  type OwnMetrics,
} from '#electron/compute/evaluating/acdcEvaluation'
import { pixelEvaluation } from '#electron/compute/evaluating/pixelEvaluation'
import { workspaceFolder } from '#electron/workspace/workspaceFolder'
import { interruptSignal } from '../interruptSignal'
import type { Output } from '../output'
import { pixelText } from '../pixelText'
import { casesText, functionText, meanText, pluginText } from '../resultText'
import { runCommand } from '../runCommand'

interface Options {
  readonly protocol: 'acdc' | 's1'
  readonly reference: string
  readonly prediction: string
  readonly metric: readonly string[]
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
    .option(
      '--metric <name>',
      "also measure with a plug-in's metric that was allowed in the workspace, such as plugin:volume-error; repeatable, acdc only",
      (name: string, before: readonly string[]) => [...before, name],
      [],
    )
    .addHelpText(
      'after',
      '\nExamples:\n  septum evaluate --protocol acdc --reference hearts --prediction masks --json\n' +
        '  septum evaluate --protocol s1 --reference masks --prediction predicted\n' +
        '  septum evaluate --reference hearts --prediction masks --metric plugin:volume-error',
    )
    .action(({ protocol, reference, prediction, metric }: Options, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const [truth, masks] = [resolve(reference), resolve(prediction)]
        if (protocol === 'acdc')
          return scoreCases(truth, masks, await asked(workspaceFolder(workspace), metric), output)
        if (metric.length > 0)
          throw new SeptumError('ARGUMENT_INVALID', {
            ...{ argument: '--metric', reason: 'it measures volumes, and goes with --protocol acdc' },
          })
        return scorePixels(truth, masks, output)
      }),
    )
}

async function scoreCases(
  reference: string,
  prediction: string,
  own: OwnMetrics,
  output: Output,
): Promise<void> {
  const evaluation = await acdcEvaluation(reference, prediction, optionsOf(output), own)
  const { cases, mean, rule, metrics, missing } = evaluation
  tellMissing(missing, output)
  output.answer(evaluation, () =>
    [casesText(cases), functionText(cases), meanText(mean, rule), ...pluginText(mean, metrics)].join('\n\n'),
  )
}

async function scorePixels(reference: string, prediction: string, output: Output): Promise<void> {
  const evaluation = await pixelEvaluation(reference, prediction, optionsOf(output))
  tellMissing(evaluation.missing, output)
  output.answer(evaluation, () => pixelText(evaluation.scores))
}

/** What loads plug-ins brings TensorFlow.js with it: only where one was asked for. */
async function asked(workspace: string, names: readonly string[]): Promise<OwnMetrics> {
  if (names.length === 0) return noMetrics
  const { ownMetrics } = await import('../ownMetrics')
  return ownMetrics(workspace, names)
}

const optionsOf = (output: Output): EvaluationOptions => ({
  progress: (done, total, what) => output.progress(done, total, what),
  signal: interruptSignal(),
})

function tellMissing(missing: readonly string[], output: Output): void {
  if (missing.length) output.note(`No prediction was found for: ${missing.join(', ')}.`)
}
