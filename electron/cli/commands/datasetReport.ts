import type { Command } from 'commander'
import { lossOf, type PreparationReport } from '#shared/domain/preparationReport'
import { wholeNumber } from '../arguments'
import { noun } from '../noun'
import { interruptible } from '../output'
import { runCommand } from '../runCommand'
import { figure, table } from '../table'
import { withHost } from '../withHost'

/** `septum dataset preprocess-report NAME`: equal counts, or exit 1. */
export function registerDatasetReport(program: Command): void {
  noun(program, 'dataset', 'Labelled data sets')
    .command('preprocess-report')
    .argument('<name>', 'data set')
    .option('--of <version>', 'a frozen version; else the draft, or the newest', wholeNumber(1, 1e6))
    .description(
      'Prepares every case as a run would and counts what came out: patients, slices, volumes, label pixels. Exit 1: data are lost.',
    )
    .addHelpText('after', '\nExample:\n  septum dataset preprocess-report hearts --json')
    .action((name: string, { of }: { of?: number }, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const report = await withHost({ workspace }, async (septum) => {
          const { content, version } = await septum.datasets.open({ name, version: of ?? null })
          return interruptible(
            septum.datasets.report(
              { name, version, preparation: content.preparation },
              ({ done, total, what }) => output.progress(done, total, what),
            ),
          )
        })
        output.answer(report, () => reportText(report))
        const loss = lossOf(report)
        if (!loss) return
        process.exitCode = 1
        output.note(loss.message)
      }),
    )
}

function reportText({
  patients,
  volumes,
  slices,
  size,
  labels,
  failures,
  warnings,
  passed,
}: PreparationReport) {
  const both = (name: string, { before, after }: { before: number; after: number }) => [
    name,
    String(before),
    String(after),
    '',
  ]
  const rows = [
    both('Patients', patients),
    both('Volumes', volumes),
    both('Slices', slices),
    ...labels.map(({ name, pixelsBefore, pixelsResampled, pixelsCut, percentCut }) => [
      `${name}, pixels`,
      String(pixelsBefore),
      String(pixelsResampled - pixelsCut),
      pixelsCut > 0 ? `${pixelsCut} cut (${figure(percentCut, 2)} %)` : '',
    ]),
  ]
  const said = [
    table(['', 'Before', 'After', 'Lost'], rows),
    `Every slice measures ${size.join(' × ')} pixels.`,
  ]
  return [...said, ...warnings, ...failures, passed ? 'Nothing was lost.' : 'Data were lost.'].join('\n')
}
