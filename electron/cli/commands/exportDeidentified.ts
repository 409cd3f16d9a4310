import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { scannedCases } from '#electron/datasets/scannedCases'
import { exportDeidentified } from '#electron/exports/deidentify/exportDeidentified'
import { DeidentifyOptions } from '#shared/domain/deidentify'
import { SeptumError } from '#shared/errors/SeptumError'
import { interruptSignal } from '../interruptSignal'
import { runCommand } from '../runCommand'

interface Options {
  readonly deidentify: boolean
  readonly out: string
  readonly dates: 'removed' | 'shifted' | 'kept'
  readonly keepCharacteristics?: boolean
  readonly keepDevice?: boolean
  readonly keepInstitution?: boolean
  readonly keepUids?: boolean
  readonly numbered?: boolean
  readonly prefix: string
  readonly textChecked?: string[]
  readonly leaveOut?: string[]
  readonly key?: string
}

/** `septum export FOLDER --deidentify --out FOLDER`. */
export function registerExport(program: Command): void {
  program
    .command('export')
    .argument('<folder>', 'folder with DICOM or NIfTI studies')
    .description('Writes copies of studies without what identifies a person (features 7.3).')
    .requiredOption('--deidentify', 'copies are always de-identified; this says that you mean it')
    .requiredOption('--out <folder>', 'folder to write into')
    .addOption(
      new Option('--dates <how>', 'dates: gone, moved by one offset for each patient, or as they are')
        .choices(['removed', 'shifted', 'kept'])
        .default('removed'),
    )
    .option('--keep-characteristics', 'keep sex, age, size and weight')
    .option('--keep-device', 'keep maker, model and serial number of the scanner')
    .option('--keep-institution', 'keep the name of the place')
    .option('--keep-uids', 'keep UIDs as they are')
    .option('--prefix <word>', 'what new patient names begin with', 'SUBJ')
    .option('--numbered', 'number the patients instead of giving them codes')
    .option('--text-checked <series...>', 'series in whose pixels you looked for text, by their UIDs')
    .option('--leave-out <series...>', 'series that are not copied')
    .option(
      '--key <file>',
      'sealed file that leads back to the patients; its passphrase in SEPTUM_KEY_PASSPHRASE',
    )
    .addHelpText(
      'after',
      '\nText in pixels is not found by itself. Series that may hold some are named, and nothing is copied until each is checked or left out.\n\nExample:\n  septum export ./hearts --deidentify --out ./share',
    )
    .action((folder: string, options: Options, command: Command) =>
      runCommand(command, async (output) => {
        const signal = interruptSignal()
        const refused: string[] = []
        const cases = await scannedCases(resolve(folder), {
          onRefusal: ({ file }) => refused.push(file),
          onProgress: ({ files, path }) => output.progress(files, 0, path),
          signal,
        })
        const parsed = DeidentifyOptions.safeParse({
          dates: options.dates,
          characteristics: options.keepCharacteristics ?? false,
          device: options.keepDevice ?? false,
          institution: options.keepInstitution ?? false,
          uids: options.keepUids ?? false,
          naming: options.numbered ? 'numbered' : 'coded',
          prefix: options.prefix,
        })
        if (!parsed.success)
          throw new SeptumError('ARGUMENT_INVALID', {
            argument: '--prefix',
            reason: 'it is made of 1 to 12 letters, digits and hyphens',
          })
        const order = {
          out: options.out,
          options: parsed.data,
          key: options.key && {
            file: options.key,
            passphrase: process.env.SEPTUM_KEY_PASSPHRASE ?? '',
          },
          confirmed: options.textChecked ?? [],
          leftOut: options.leaveOut ?? [],
        }
        const report = await exportDeidentified(
          cases,
          { ...order, key: order.key || null },
          {
            sourceFolders: [resolve(folder)],
            onProgress: ({ done, total, what }) => output.progress(done, total, what),
            signal,
          },
        )
        refused.push(...report.refused.map(({ file }) => file))
        output.answer({ ...report, refused }, () => {
          const { leftOutByChoice } = report
          return [
            `${report.files.length} files of ${report.subjects} patients in ${resolve(options.out)}; what went from each: report.json`,
            ...(leftOutByChoice ? [`${leftOutByChoice} files of series that you left out.`] : []),
            ...(refused.length ? [`${refused.length} files could not be read and were not copied.`] : []),
          ].join('\n')
        })
      }),
    )
}
