import type { Command } from 'commander'
import type { ModelDescription } from '#shared/domain/model'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { table } from '../table'
import { withHost } from '../withHost'

/** `septum model show ID`. */
export function registerModelShow(program: Command): void {
  noun(program, 'model', 'Networks and trained models')
    .command('show')
    .argument('<id>', 'a network, or a trained model such as hearts@1')
    .description('Shows the layers of a network with their shapes and parameters.')
    .addHelpText('after', '\nExample:\n  septum model show unet-2d')
    .action((id: string, _options: object, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const shown = await withHost({ workspace }, (septum) => septum.models.show({ id }))
        output.answer(shown, () => descriptionText(shown))
      }),
    )
}

function descriptionText({ layers, trainableParameters, flops, memoryBytes }: ModelDescription): string {
  const rows = layers.map(({ name, kind, outputShape, parameters }) => [
    `${name}  ${kind}`,
    outputShape.join('×'),
    parameters.toLocaleString('en'),
  ])
  const cost = `${(flops / 1e9).toFixed(2)} GFLOP and ${(memoryBytes / 2 ** 20).toFixed(0)} MiB an image`
  return `${table(['Layer', 'Output', 'Parameters'], rows)}\n${trainableParameters.toLocaleString('en')} trainable parameters; ${cost}`
}
