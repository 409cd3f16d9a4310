import { resolve } from 'node:path'
import type { Command } from 'commander'
import { noun } from '../noun'
import { interruptible } from '../output'
import { runCommand } from '../runCommand'
import { versionText } from '../datasetText'
import { withHost } from '../withHost'

interface Options {
  readonly from?: string
  readonly studies?: string[]
}

/** `septum dataset make NAME --from DIR`. */
export function registerDatasetMake(program: Command): void {
  noun(program, 'dataset', 'Labelled data sets')
    .command('make')
    .argument('<name>', 'name of the data set; cases are added where it is there already')
    .option('--from <folder>', 'folder whose labelled cases are taken')
    .option('--studies <id...>', 'studies of the Library, by id')
    .description('Makes a data set, or adds cases to its draft. Files stay where they are.')
    .addHelpText('after', '\nExample:\n  septum dataset make hearts --from ./hearts')
    .action((name: string, { from, studies }: Options, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        if ((from === undefined) === (studies === undefined))
          command.error('error: --from FOLDER or --studies ID… is meant, one of them')
        const made = await withHost({ workspace }, (septum) =>
          studies
            ? septum.datasets.add({ name, studies, fresh: false })
            : interruptible(
                septum.datasets.addFolder(
                  { name, folder: resolve(from!), fresh: false },
                  ({ done, total, what }) => output.progress(done, total, what),
                ),
              ),
        )
        output.answer(versionText.json(made), () => versionText.person(made))
      }),
    )
}
