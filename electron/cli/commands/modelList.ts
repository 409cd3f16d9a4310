import type { Command } from 'commander'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { table } from '../table'
import { withHost } from '../withHost'

/** `septum model list`. */
export function registerModelList(program: Command): void {
  noun(program, 'model', 'Networks and trained models')
    .command('list')
    .description('Lists the networks that can be trained, and the models that were.')
    .addHelpText('after', '\nExample:\n  septum model list --json')
    .action((_options: object, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const rows = await withHost({ workspace }, (septum) => septum.models.list())
        output.answer(rows, () =>
          table(
            ['Model', 'Source', 'Input', 'Parameters', 'Title'],
            rows.map((row) => [
              row.id,
              row.source,
              row.input.join('×'),
              row.trainableParameters.toLocaleString('en'),
              row.title,
            ]),
          ),
        )
      }),
    )
}
