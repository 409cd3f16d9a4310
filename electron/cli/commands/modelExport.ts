import { resolve } from 'node:path'
import type { Command } from 'commander'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { withHost } from '../withHost'

/** `septum model export ID --out DIR`. */
export function registerModelExport(program: Command): void {
  noun(program, 'model', 'Networks and trained models')
    .command('export')
    .argument('<id>', 'a trained model such as hearts@1')
    .description('Writes a trained model as ONNX, with its card and checksum.')
    .requiredOption('--out <folder>', 'folder to write into')
    .addHelpText('after', '\nExample:\n  septum model export hearts@1 --out ./export')
    .action((id: string, options: { out: string }, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const folder = resolve(options.out)
        const written = await withHost({ workspace }, (septum) => septum.models.export({ id, folder }))
        output.answer(written, () => written.files.join('\n'))
      }),
    )
}
