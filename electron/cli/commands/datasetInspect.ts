import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { DatasetInspection } from '#shared/ipc/dataset'
import { inspectDataset } from '#electron/datasets/inspectDataset'
import { interruptSignal } from '../interruptSignal'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { figure, table } from '../table'

/** `septum dataset inspect DIR`. */
export function registerDatasetInspect(program: Command): void {
  noun(program, 'dataset', 'Labelled data sets')
    .command('inspect')
    .argument('<folder>', 'folder of a data set, or of one case')
    .description('Lists the cases of a data set with shapes, spacing, ED and ES volumes and problems.')
    .addHelpText('after', '\nExample:\n  septum dataset inspect ./hearts --json')
    .action((folder: string, _options: object, command: Command) =>
      runCommand(command, async (output) => {
        const inspection = await inspectDataset(resolve(folder), {
          onProgress: ({ done, total, what }) => output.progress(done, total, what),
          signal: interruptSignal(),
        })
        output.answer(inspection, () => inspectionText(inspection))
      }),
    )
}

function inspectionText({ layout, cases, summary }: DatasetInspection): string {
  const pair = (ed: number | undefined, es: number | undefined): string =>
    `${figure(ed, 1)} / ${figure(es, 1)}`
  const rows = cases.map(({ id, group, shape, spacingMm, volumesMl, problems }) => [
    id,
    group ?? '',
    shape.join('×'),
    `${spacingMm.x.toFixed(2)}×${spacingMm.y.toFixed(2)}×${spacingMm.z.toFixed(1)}`,
    ...(['lv-cavity', 'lv-myocardium', 'rv-cavity'] as const).map((region) =>
      pair(volumesMl.ed[region], volumesMl.es[region]),
    ),
    problems.join(' '),
  ])
  const head = ['Case', 'Group', 'Z×Y×X', 'mm', 'LV ml', 'myocardium ml', 'RV ml', 'Problems']
  const labelled = `${summary.labelledSlices} of ${2 * summary.slices} slices at ED and ES are labelled`
  return `${table(head, rows)}\nLayout ${layout}; ${summary.cases} cases; ${labelled}; volumes ED / ES`
}
