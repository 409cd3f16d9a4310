import type { Command } from 'commander'
import { allStudies } from '#shared/ipc/allStudies'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { figure, table } from '../table'
import { withHost } from '../withHost'

/** `septum library list`. */
export function registerLibraryList(program: Command): void {
  noun(program, 'library', 'The index of studies')
    .command('list')
    .option('--search <text>', 'only studies in which every word of the text stands')
    .description('Lists the studies of the workspace.')
    .addHelpText('after', '\nExample:\n  septum library list --json')
    .action(({ search }: { search?: string }, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const rows = await withHost({ workspace }, async (septum) => {
          const found = search ? new Set(await septum.library.search({ text: search })) : null
          const all = await allStudies(septum)
          return found ? all.filter(({ id }) => found.has(id)) : all
        })
        output.answer(rows, () =>
          rows.length === 0
            ? search
              ? `No study has all of these words: ${search}`
              : 'The library is empty: septum library add FOLDER'
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
