import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { scannedCases } from '#electron/datasets/scannedCases'
import { deidentifyCases } from '#electron/exports/deidentify/deidentifyCases'
import { keepKey, keyOfProject } from '#electron/exports/deidentify/projectKey'
import { interruptSignal } from '../interruptSignal'
import { runCommand } from '../runCommand'

interface Options {
  readonly deidentify: boolean
  readonly out: string
  readonly dates: 'removed' | 'shifted'
  readonly keepCharacteristics?: boolean
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
      new Option('--dates <how>', 'dates: gone, or moved by one offset for each patient')
        .choices(['removed', 'shifted'])
        .default('removed'),
    )
    .option('--keep-characteristics', 'keep sex, age, size and weight')
    .option(
      '--key <file>',
      'sealed file that leads back to the patients; its passphrase in SEPTUM_KEY_PASSPHRASE',
    )
    .addHelpText(
      'after',
      '\nText that is burned into pixels is not found: look through the files that the report names.\n\nExample:\n  septum export ./hearts --deidentify --out ./share',
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
        const file = options.key ? resolve(options.key) : null
        const passphrase = process.env.SEPTUM_KEY_PASSPHRASE ?? ''
        const key = await keyOfProject(file, passphrase)
        const report = await deidentifyCases(cases, {
          out: resolve(options.out),
          options: {
            dates: options.dates,
            characteristics: options.keepCharacteristics ?? false,
            descriptors: true,
          },
          key,
          onProgress: ({ done, total, what }) => output.progress(done, total, what),
          signal,
        })
        if (file) await keepKey(file, key, passphrase)
        output.answer({ ...report, refused }, () => {
          const looks = report.files.filter(({ mayShowText }) => mayShowText).length
          return [
            `${report.files.length} files of ${report.subjects} patients in ${resolve(options.out)}; what went from each: report.json`,
            ...(looks
              ? [`${looks} files may show text in their pixels: look at them before you share.`]
              : []),
            ...(refused.length ? [`${refused.length} files could not be read and were not copied.`] : []),
          ].join('\n')
        })
      }),
    )
}
