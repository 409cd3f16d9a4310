import type { Command } from 'commander'
import { noun } from '../noun'
import { runCommand } from '../runCommand'

const speed = ({ stepMs, predictMs }: { stepMs?: number; predictMs?: number }): string =>
  stepMs === undefined || predictMs === undefined
    ? ''
    : `; small U-Net: ${stepMs.toFixed(1)} ms a training step, ${predictMs.toFixed(1)} ms a prediction`

/** `septum engine test [ID]`: ends with 1 when the engine computes wrongly. */
export function registerEngineTest(program: Command): void {
  noun(program, 'engine', 'What this machine computes with')
    .command('test')
    .argument('[id]', 'an engine of `septum engine list`; without it the default one')
    .description('Lets an engine compute small things with known answers.')
    .addHelpText('after', '\nExamples:\n  septum engine test\n  septum engine test tfjs-cpu --json')
    .action((id: string | undefined, _options: object, command: Command) =>
      runCommand(command, async (output) => {
        const { listEngines, testEngine } = await import('#electron/onnx/engine')
        const engine = id ?? (await listEngines()).find((row) => row.default)?.id ?? 'onnxruntime'
        const { smallUnetTimes } = await import('#electron/compute/inference/smallUnetTimes')
        const outcome = await testEngine(engine, () => smallUnetTimes())
        const fallbacks = outcome.fallbacks.length
          ? `; on the reference engine: ${outcome.fallbacks.join(', ')}`
          : ''
        output.answer(
          outcome,
          () => `${engine}: ${outcome.passed} passed, ${outcome.failed} failed${fallbacks}${speed(outcome)}`,
        )
        if (outcome.failed > 0) process.exitCode = 1
      }),
    )
}
