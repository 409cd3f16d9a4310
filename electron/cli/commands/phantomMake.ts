import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { phantomLayoutIds, type PhantomLayoutId } from '#shared/domain/phantom'
import { makePhantoms } from '#electron/phantoms/makePhantoms'
import { wholeNumber } from '../arguments'
import { interruptSignal } from '../interruptSignal'
import { noun } from '../noun'
import { runCommand } from '../runCommand'

interface Options {
  readonly layout: PhantomLayoutId
  readonly patients: number
  readonly seed: number
  readonly out: string
}

/** `septum phantom make`: hearts with a known answer. */
export function registerPhantomMake(program: Command): void {
  noun(program, 'phantom', 'Hearts with a known answer')
    .command('make')
    .description('Makes phantom hearts as a data set, with their volumes by formula in truth.json.')
    .addOption(
      new Option('--layout <layout>', 'how the files are laid out').choices(phantomLayoutIds).default('acdc'),
    )
    .option('--patients <number>', 'how many', wholeNumber(1, 10_000), 12)
    .option('--seed <number>', 'the same seed makes the same bytes', wholeNumber(0, 2 ** 31 - 1), 1)
    .requiredOption('--out <folder>', 'folder to write into')
    .addHelpText(
      'after',
      '\nExample:\n  septum phantom make --layout acdc --patients 12 --seed 7 --out hearts',
    )
    .action((options: Options, command: Command) =>
      runCommand(command, async (output) => {
        const { layout, patients, seed } = options
        const made = await makePhantoms({
          ...{ layout, patients, seed, out: resolve(options.out), signal: interruptSignal() },
          onProgress: ({ done, total, what }) => output.progress(done, total, what),
        })
        output.answer(
          made,
          () => `${made.cases} phantom hearts in ${made.out}; their volumes in ${made.truth}`,
        )
      }),
    )
}
