import { resolve } from 'node:path'
import type { Command } from 'commander'
import { readExperiment } from '#electron/compute/training/runPlan'
import { workspaceLayout } from '#electron/workspace/layout'
import { workspaceFolder } from '#electron/workspace/workspaceFolder'
import { computeChoice, engineOptions, withComputeOptions, type ComputeOptions } from '../computeOptions'
import { noun } from '../noun'
import { experimentText } from '../resultText'
import { runCommand } from '../runCommand'
import { runInFolder } from '../runInFolder'
import { runProgress } from '../runProgress'
import { runThroughHost } from '../runThroughHost'
import { withHost } from '../withHost'

interface Options extends ComputeOptions {
  readonly out?: string
  readonly data?: string
}

/** `septum experiment run FILE`. */
export function registerExperimentRun(program: Command): void {
  const experiment = noun(program, 'experiment', 'Networks trained and tested on a data set')
  withComputeOptions(experiment.command('run'))
    .argument('<file>', 'experiment as JSON; its paths are relative to it')
    .description('Trains a network as the file says, tests it on the test part, and keeps the model.')
    .option('--data <folder>', "data set to use instead of the file's")
    .option(
      '--out <folder>',
      'put run and model here, not into the workspace; goes on with a run that is there',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  septum experiment run models/recipes/examples/phantom-acdc.json --data hearts\n' +
        '  septum experiment run acdc-hearts.json --data ./acdc --out ./run1 --json\n' +
        '\nCtrl+C stops after the step under way and keeps the best; it is then tested as usual.',
    )
    .action((file: string, { out, data, engine, threads, half }: Options, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const read = await readExperiment(resolve(file), workspaceLayout(workspaceFolder(workspace)).datasets)
        const experiment =
          data === undefined ? read : { ...read, data: { ...read.data, folder: resolve(data) } }
        const listen = runProgress(output)
        const compute = { ...(engine && { engine }), ...(threads && { threads }), ...(half && { half }) }
        const result =
          out === undefined
            ? await withHost({ workspace, compute: await computeChoice(compute) }, (septum) =>
                runThroughHost(septum, experiment, listen),
              )
            : await runInFolder(
                experiment,
                out,
                listen,
                await engineOptions(compute),
                workspaceFolder(workspace),
              )
        output.answer(result, () => experimentText(result))
      }),
    )
}
