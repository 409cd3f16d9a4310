import type { Command } from 'commander'
import { SeptumError } from '#shared/errors/SeptumError'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { withHost } from '../withHost'

/** `septum plugin allow FILE`. */
export function registerPluginAllow(program: Command): void {
  noun(program, 'plugin', 'Losses, metrics and networks of your own')
    .command('allow')
    .argument('<file>', 'name of a file in the plugins folder of the workspace')
    .option('--sha256 <hash>', 'refuse any other content than this')
    .description(
      'Allows a plug-in with the content that it has now, after a trial in a process of its own. A plug-in can do all ' +
        'that you can: read, change and delete your files, and use the network. Allow only what you wrote or read.',
    )
    .addHelpText('after', '\nExample:\n  septum plugin allow my-dice.js')
    .action((file: string, { sha256 }: { readonly sha256?: string }, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const row = await withHost({ workspace }, async (septum) => {
          const find = async () => (await septum.plugins.list()).find((one) => one.file === file)
          const found = await find()
          if (!found || found.state === 'gone')
            throw new SeptumError('NOT_FOUND', { kind: 'plug-in', id: file })
          await septum.plugins.allow({ file, sha256: sha256 ?? found.sha256 ?? '' })
          return (await find())!
        })
        output.answer(row, () => `${row.file} is allowed as plugin:${row.facts?.id} (SHA-256 ${row.sha256}).`)
      }),
    )
}
