import { resolve } from 'node:path'
import type { Command } from 'commander'
import { noun } from '../noun'
import { interruptible } from '../output'
import { runCommand } from '../runCommand'
import { withHost } from '../withHost'
import { scanText } from './libraryAdd'

/** `septum library rescan [DIR...]`. */
export function registerLibraryRescan(program: Command): void {
  noun(program, 'library', 'The index of studies')
    .command('rescan')
    .argument('[folders...]', 'linked folders; without any, all of them')
    .option('--fresh', 'read every file again, also those that did not change')
    .description('Looks for new, changed and vanished files. What did not change is not read again.')
    .addHelpText('after', '\nExample:\n  septum library rescan')
    .action((folders: string[], { fresh = false }: { fresh?: boolean }, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const asked = folders.length ? folders.map((folder) => resolve(folder)) : null
        const summary = await withHost({ workspace }, (septum) =>
          interruptible(
            septum.library.rescan({ folders: asked, fresh }, ({ files, total, path }) =>
              output.progress(files, total ?? 0, path),
            ),
          ),
        )
        output.answer(summary, () => scanText(summary))
      }),
    )
}
