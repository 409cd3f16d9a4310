import type { Command } from 'commander'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { withHost } from '../withHost'

/** `septum plugin forget FILE`. */
export function registerPluginForget(program: Command): void {
  noun(program, 'plugin', 'Losses, metrics and networks of your own')
    .command('forget')
    .argument('<file>', 'name of a file that was allowed')
    .description('Takes the consent to a plug-in back. Its file stays; runs that use it can no longer go on.')
    .addHelpText('after', '\nExample:\n  septum plugin forget my-dice.js')
    .action((file: string, _options: object, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        await withHost({ workspace }, (septum) => septum.plugins.forget({ file }))
        output.answer({ file }, () => `${file} may no longer be run.`)
      }),
    )
}
