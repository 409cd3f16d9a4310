import type { Command } from 'commander'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { figure, table } from '../table'
import { withHost } from '../withHost'

/** `septum library list`. */
export function registerLibraryList(program: Command): void {
  noun(program, 'library', 'The index of studies')
    .command('list')
    .description('Lists the studies of the workspace.')
    .addHelpText('after', '\nExample:\n  septum library list --json')
    .action((_options: object, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const rows = await withHost({ workspace }, (septum) => septum.library.list())
        output.answer(rows, () =>
          rows.length === 0
            ? 'The library is empty: septum library add FOLDER'
            : table(
                ['Study', 'Layout', 'Slices', 'Phases', 'EF %', 'Review', 'Folder'],
                rows.map((row) => [
                  row.name,
                  row.layout,
                  String(row.slices),
                  String(row.phases),
                  figure(row.efPercent, 0),
                  row.review,
                  row.online ? row.folder : `${row.folder} (gone)`,
                ]),
              ),
        )
      }),
    )
}
