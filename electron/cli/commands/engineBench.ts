import type { Command } from 'commander'
import type { EngineTest } from '#shared/domain/device'
import { toFault } from '#shared/errors/SeptumError'
import { threadCount } from '../arguments'
import { interruptSignal } from '../interruptSignal'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { table } from '../table'
import { milliseconds, testedEngine } from '../testedEngine'
import { childrenBesideUs } from '../withHost'

interface Row extends Partial<EngineTest> {
  readonly engine: string
  /** Why it could not be timed. */
  readonly reason?: string
}

/** `septum engine bench`: every engine that starts here, one after the other. */
export function registerEngineBench(program: Command): void {
  noun(program, 'engine', 'What this machine computes with')
    .command('bench')
    .description('Times a small U-Net on every engine that this machine has.')
    .option('--threads <number>', 'threads of one operator; default: one a core', threadCount)
    .addHelpText('after', '\nExample:\n  septum engine bench --json')
    .action((options: { readonly threads?: number }, command: Command) =>
      runCommand(command, async (output) => {
        const { listEngines } = await import('#electron/onnx/devices')
        const { probedEngines } = await import('#electron/host/devices/probedEngines')
        const signal = interruptSignal()
        const rows: Row[] = []
        for (const { id, reason } of await probedEngines(listEngines(), childrenBesideUs())) {
          const timed = () => testedEngine(id, options, output, signal)
          if (reason !== undefined) rows.push({ engine: id, reason })
          else
            rows.push(await timed().catch((error: unknown) => ({ engine: id, reason: toFault(error).cause })))
          signal.throwIfAborted()
        }
        output.answer(rows, () => benchText(rows))
      }),
    )
}

const benchText = (rows: readonly Row[]): string =>
  table(
    ['Engine', 'Training step', 'Prediction', 'First step', 'Memory', 'Answers'],
    rows.map(({ engine, stepMs, predictMs, firstStepMs, memoryBytes, passed = 0, failed = 0, reason }) =>
      reason === undefined
        ? [
            ...[engine, milliseconds(stepMs), milliseconds(predictMs), milliseconds(firstStepMs)],
            memoryBytes === undefined ? '' : `${Math.round(memoryBytes / 2 ** 20)} MB`,
            `${passed} of ${passed + failed}`,
          ]
        : [engine, reason],
    ),
  )
