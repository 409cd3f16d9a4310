import type { Command } from 'commander'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { table } from '../table'
import { childrenBesideUs } from '../withHost'

/** `septum engine list`. */
export function registerEngineList(program: Command): void {
  noun(program, 'engine', 'What this machine computes with')
    .command('list')
    .description(
      'Lists the compute engines, each tried in a process of its own, and why one is not available.',
    )
    .addHelpText('after', '\nExample:\n  septum engine list --json')
    .action((_options: object, command: Command) =>
      runCommand(command, async (output) => {
        const { listEngines } = await import('#electron/onnx/devices')
        const { probedEngines } = await import('#electron/host/devices/probedEngines')
        const rows = await probedEngines(listEngines(), childrenBesideUs())
        output.answer(rows, () =>
          table(
            ['Engine', 'Device', 'Available'],
            rows.map(({ id, device, available, reason, default: isDefault }) => [
              isDefault ? `${id} (default)` : id,
              device,
              available ? 'yes' : `no: ${reason ?? ''}`,
            ]),
          ),
        )
      }),
    )
}
