import { InvalidArgumentError, Option, type Command } from 'commander'
import { strataIds, type Ratios, type StrataId } from '#shared/domain/dataset'
import { splitPresets } from '#shared/domain/datasetPresets'
import type { Septum } from '#shared/ipc/areas'
import { wholeNumber } from '../arguments'
import { versionText } from '../datasetText'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { withHost } from '../withHost'

interface Options {
  readonly ratios?: Ratios
  readonly strata?: StrataId
  readonly seed?: number
  readonly preset?: string
  readonly folds?: number
  readonly lock?: boolean
}

/** `70/15/15`. */
function ratios(text: string): Ratios {
  const [train, validation, test] = text.split('/').map(Number)
  const all = [train, validation, test]
  if (text.split('/').length !== 3 || all.some((part) => !Number.isFinite(part) || part! < 0))
    throw new InvalidArgumentError('Three shares are meant, such as 70/15/15.')
  const sum = train! + validation! + test!
  if (sum <= 0) throw new InvalidArgumentError('At least one share must be more than 0.')
  return { train: train! / sum, validation: validation! / sum, test: test! / sum }
}

/** `septum dataset split NAME`: by patient. */
export function registerDatasetSplit(program: Command): void {
  noun(program, 'dataset', 'Labelled data sets')
    .command('split')
    .argument('<name>', 'data set')
    .option('--ratios <shares>', 'train/validation/test', ratios)
    .addOption(new Option('--strata <field>', 'spread evenly over the parts').choices(strataIds))
    .option('--seed <number>', 'the same seed draws the same parts', wholeNumber(0, 2 ** 31 - 1))
    .addOption(new Option('--preset <split>', 'a published split').choices(splitPresets.map(({ id }) => id)))
    .option('--folds <number>', 'turns at validation outside the test part; 0: none', wholeNumber(0, 20))
    .option('--lock', 'keep the split as it is')
    .option('--no-lock', 'let it be changed')
    .description('Splits the draft by patient into training, validation and test, or into folds.')
    .addHelpText(
      'after',
      '\nExamples:\n  septum dataset split hearts --ratios 70/15/15 --strata group --seed 1 --lock' +
        '\n  septum dataset split hearts --preset acdc\n  septum dataset split hearts --folds 5',
    )
    .action((name: string, options: Options, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const opened = await withHost({ workspace }, (septum) => split(septum, name, options))
        output.answer(versionText.json(opened), () => versionText.person(opened))
      }),
    )
}

async function split({ datasets }: Septum, name: string, options: Options) {
  const { preset, folds, lock } = options
  const ask = datasets.command
  if (lock === false) await ask({ name, command: { do: 'lock', locked: false } })
  const { content } = await datasets.open({ name, version: null })
  const asksForDraw = options.ratios ?? options.strata ?? options.seed
  if (asksForDraw !== undefined)
    await ask({
      name,
      command: {
        do: 'draw',
        split: {
          ratios: options.ratios ?? content.split.ratios,
          strata: options.strata ?? content.split.strata,
          seed: options.seed ?? content.split.seed,
        },
      },
    })
  if (preset !== undefined) await ask({ name, command: { do: 'preset', preset } })
  if (folds !== undefined) await ask({ name, command: { do: 'folds', folds } })
  if (lock) await ask({ name, command: { do: 'lock', locked: true } })
  return datasets.open({ name, version: null })
}
