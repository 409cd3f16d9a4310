import type { Command } from 'commander'
import { wholeNumber } from '../arguments'
import { versionText } from '../datasetText'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { withHost } from '../withHost'

/** `septum dataset show NAME`. */
export function registerDatasetShow(program: Command): void {
  noun(program, 'dataset', 'Labelled data sets')
    .command('show')
    .argument('<name>', 'data set')
    .option('--of <version>', 'a frozen version; else the draft, or the newest', wholeNumber(1, 1e6))
    .description('Shows a version: cases, patients, parts, exclusions, fixes, and what changed.')
    .addHelpText('after', '\nExample:\n  septum dataset show hearts --of 2 --json')
    .action((name: string, { of }: { of?: number }, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const opened = await withHost({ workspace }, (septum) =>
          septum.datasets.open({ name, version: of ?? null }),
        )
        output.answer(versionText.json(opened), () => versionText.person(opened))
      }),
    )
}
