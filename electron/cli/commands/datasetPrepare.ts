import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { Preparation } from '#shared/domain/preparation'
import { preparationPresetIds } from '#shared/domain/preparationPresets'
import { ForeignFault } from '#shared/errors/SeptumError'
import type { PreparationReport } from '#electron/compute/preparing/preparationReport'
import { interruptSignal } from '../interruptSignal'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { figure, table } from '../table'

interface Options {
  readonly preset: string
  readonly corrected?: boolean
  readonly out?: string
}

/** `septum dataset prepare DIR --preset P [--corrected] [--out DIR]`. */
export function registerDatasetPrepare(program: Command): void {
  noun(program, 'dataset', 'Labelled data sets')
    .command('prepare')
    .argument('<folder>', 'folder of a data set, or of one case')
    .description('Prepares a data set as a published system did, and proves that nothing is lost on the way.')
    .addOption(
      new Option('--preset <preset>', 'way of preparing').choices(preparationPresetIds).makeOptionMandatory(),
    )
    .option('--corrected', 'without the slips of the published program')
    .option(
      '--out <folder>',
      'folder for the prepared images, masks and the report; without it nothing is written',
    )
    .addHelpText('after', '\nExample:\n  septum dataset prepare ./hearts --preset C6 --corrected --json')
    .action((folder: string, { preset, corrected, out }: Options, command: Command) =>
      runCommand(command, async (output) => {
        const { prepareDataSet } = await import('#electron/compute/preparing/prepareDataSet')
        const preparation = Preparation.parse({ preset, mode: corrected ? 'corrected' : 'faithful' })
        const report = await prepareDataSet(resolve(folder), preparation, {
          out: out === undefined ? null : resolve(out),
          progress: (done, total, what) => output.progress(done, total, what),
          signal: interruptSignal(),
        })
        output.answer(report, () => reportText(report))
        if (!report.fault) return
        // As a document the report names its fault itself.
        if (!output.json) throw new ForeignFault(report.fault)
        process.exitCode = 1
      }),
    )
}

function reportText({
  steps,
  checks,
  structures,
  cases,
  warnings,
  hash,
  example,
}: PreparationReport): string {
  const said = table(
    ['Check', 'Before', 'After', ''],
    checks.map(({ name, before, after, passed }) => [
      name,
      `${before}`,
      `${after}`,
      passed ? 'ok' : 'FAILED',
    ]),
  )
  const cut = table(
    ['Structure', 'Pixels before', 'Cut', '%'],
    structures.map(({ structure, sourcePixels, cutPixels, cutPercent }) => [
      structure,
      `${sourcePixels}`,
      `${cutPixels}`,
      figure(cutPercent, 2),
    ]),
  )
  const rows = cases.flatMap(({ id, volumes }) =>
    volumes.map(({ phase, before, after }) => [
      `${id} ${phase.toUpperCase()}`,
      `${before.slices}×${before.rows}×${before.columns}`,
      `${before.spacingMm.x.toFixed(2)}×${before.spacingMm.y.toFixed(2)}`,
      `${figure(before.min, 0)} … ${figure(before.max, 0)}`,
      `${after.slices}×${after.rows}×${after.columns}`,
      `${figure(after.min, 2)} … ${figure(after.max, 2)}`,
      `${figure(after.mean, 3)} ± ${figure(after.sd, 3)}`,
    ]),
  )
  const shown = table(
    ['Step', 'Rows', 'Columns', 'mm', 'Least', 'Most'],
    example.map(({ step, rows: down, columns, spacingMm, min, max }) => [
      step,
      `${down}`,
      `${columns}`,
      figure(spacingMm.x, 2),
      figure(min, 2),
      figure(max, 2),
    ]),
  )
  const each = table(['Volume', 'Z×Y×X', 'mm', 'Values', 'Prepared', 'Values', 'Mean ± SD'], rows)
  return [`Steps: ${steps.join(' → ')}  (${hash.slice(0, 12)})`, shown, each, cut, said, ...warnings].join(
    '\n\n',
  )
}
