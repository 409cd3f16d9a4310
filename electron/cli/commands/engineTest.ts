import type { Command } from 'commander'
import { interruptSignal } from '../interruptSignal'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { testedEngine, testText } from '../testedEngine'
import { threadCount } from '../arguments'

interface Options {
  readonly threads?: number
  readonly half?: boolean
}

/** `septum engine test [ID]`: ends with 1 when the engine computes wrongly. */
export function registerEngineTest(program: Command): void {
  noun(program, 'engine', 'What this machine computes with')
    .command('test')
    .argument('[id]', 'an engine of `septum engine list`, or cpu, webgpu, dml, coreml, cuda; default: cpu')
    .description('Lets an engine compute small things with known answers, and times a small U-Net.')
    .option('--threads <number>', 'threads of one operator; default: one a core', threadCount)
    .option('--half', 'convolutions in half precision, where the device has it')
    .addHelpText('after', '\nExamples:\n  septum engine test\n  septum engine test webgpu --json')
    .action((id: string | undefined, options: Options, command: Command) =>
      runCommand(command, async (output) => {
        const outcome = await testedEngine(id ?? 'onnxruntime', options, output, interruptSignal())
        output.answer(outcome, () => testText(outcome))
        if (outcome.failed > 0) process.exitCode = 1
      }),
    )
}
