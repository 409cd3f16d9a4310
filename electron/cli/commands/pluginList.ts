import type { Command } from 'commander'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { table } from '../table'
import { withHost } from '../withHost'

/** `septum plugin list`. */
export function registerPluginList(program: Command): void {
  noun(program, 'plugin', 'Losses, metrics and networks of your own')
    .command('list')
    .description(
      'Lists the files in the plugins folder of the workspace, and which may be run. Nothing is run.',
    )
    .addHelpText('after', '\nExample:\n  septum plugin list --json')
    .action((_options: object, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const rows = await withHost({ workspace }, (septum) => septum.plugins.list())
        output.answer(rows, () =>
          table(
            ['File', 'State', 'Name', 'Kind', 'Title', 'SHA-256'],
            rows.map(({ file, state, facts, sha256 }) => [
              file,
              state,
              facts ? `plugin:${facts.id}` : '',
              facts?.kind ?? '',
              facts?.title ?? '',
              sha256?.slice(0, 16) ?? '',
            ]),
          ),
        )
      }),
    )
}
