import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { exportFormats, type ExportFormat } from '#shared/domain/model'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { withHost } from '../withHost'

/** `septum model export ID --out DIR`. */
export function registerModelExport(program: Command): void {
  noun(program, 'model', 'Networks and trained models')
    .command('export')
    .argument('<id>', 'a trained model such as hearts@1')
    .addOption(
      new Option('--format <format>', 'onnx, tfjs (TensorFlow.js layers) or safetensors')
        .choices(exportFormats)
        .default('onnx'),
    )
    .description('Writes a trained model for other programs, with its card and checksums.')
    .requiredOption('--out <folder>', 'folder to write into')
    .addHelpText(
      'after',
      '\nExamples:\n  septum model export hearts@1 --out ./export\n  septum model export hearts@1 --out ./export --format tfjs',
    )
    .action((id: string, options: { out: string; format: ExportFormat }, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const folder = resolve(options.out)
        const written = await withHost({ workspace }, (septum) =>
          septum.models.export({ id, folder, format: options.format }),
        )
        output.answer(written, () => written.files.join('\n'))
      }),
    )
}
