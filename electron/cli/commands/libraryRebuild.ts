import type { Command } from 'commander'
import { noun } from '../noun'
import { interruptible } from '../output'
import { runCommand } from '../runCommand'
import { withHost } from '../withHost'
import { scanText } from './libraryAdd'

/** `septum library rebuild`. */
export function registerLibraryRebuild(program: Command): void {
  noun(program, 'library', 'The index of studies')
    .command('rebuild')
    .description('Makes the index again from the folders that it knows. Contours stay as they are.')
    .addHelpText('after', '\nExample:\n  septum library rebuild --workspace ./workspace')
    .action((_options: object, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const summary = await withHost({ workspace }, (septum) =>
          interruptible(
            septum.library.rebuild(undefined, ({ files, total, path }) =>
              output.progress(files, total ?? 0, path),
            ),
          ),
        )
        output.answer(summary, () => scanText(summary))
      }),
    )
}
