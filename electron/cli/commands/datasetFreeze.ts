import type { Command } from 'commander'
import { versionText } from '../datasetText'
import { noun } from '../noun'
import { interruptible } from '../output'
import { runCommand } from '../runCommand'
import { withHost } from '../withHost'

/** `septum dataset freeze NAME`. */
export function registerDatasetFreeze(program: Command): void {
  noun(program, 'dataset', 'Labelled data sets')
    .command('freeze')
    .argument('<name>', 'data set')
    .description('Makes the draft a version for good, once nothing blocks it.')
    .addHelpText('after', '\nExample:\n  septum dataset freeze hearts --json')
    .action((name: string, _options: object, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const frozen = await withHost({ workspace }, (septum) =>
          interruptible(
            septum.datasets.freeze({ name }, ({ done, total, what }) => output.progress(done, total, what)),
          ),
        )
        output.answer(versionText.json(frozen), () => versionText.person(frozen))
      }),
    )
}
