import type { Command } from 'commander'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { table } from '../table'
import { withHost } from '../withHost'

/** `septum dataset list`. */
export function registerDatasetList(program: Command): void {
  noun(program, 'dataset', 'Labelled data sets')
    .command('list')
    .description('Lists the data sets of the workspace with their versions.')
    .addHelpText('after', '\nExample:\n  septum dataset list --json')
    .action((_options: object, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const rows = await withHost({ workspace }, (septum) => septum.datasets.list())
        output.answer(rows, () =>
          rows.length === 0
            ? 'No data set yet: septum dataset make NAME --from FOLDER.'
            : table(
                ['Data set', 'Version', 'State', 'Cases', 'Patients', 'Hash'],
                rows.flatMap(({ name, versions }) =>
                  versions.map(({ version, state, cases, patients, hash }) => [
                    name,
                    `v${version}`,
                    state,
                    String(cases),
                    String(patients),
                    hash?.slice(0, 12) ?? '',
                  ]),
                ),
              ),
        )
      }),
    )
}
