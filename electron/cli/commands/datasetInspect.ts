import { resolve } from 'node:path'
import type { Command } from 'commander'
import { cardiacRegions, regionIds, regions, type RegionId } from '#shared/domain/structures'
import type { DatasetInspection, InspectedCase } from '#shared/ipc/dataset'
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
    .description('Lists the cases of a data set with shapes, spacing, volumes and problems.')
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
  const volumes = ({ volumesMl: { ed, es, still }, pixels }: InspectedCase, region: RegionId): string =>
    pixels
      ? `${figure(pixels[region], 0)} px`
      : still
        ? figure(still[region], 1)
        : `${figure(ed[region], 1)} / ${figure(es[region], 1)}`
  const found = shownRegions(cases)
  const rows = cases.map((one) => [
    one.id,
    one.group ?? '',
    one.shape.join('×'),
    one.pixels
      ? 'not known'
      : `${one.spacingMm.x.toFixed(2)}×${one.spacingMm.y.toFixed(2)}×${one.spacingMm.z.toFixed(1)}`,
    ...found.map((region) => volumes(one, region)),
    one.problems.join(' '),
  ])
  const head = [
    'Case',
    'Group',
    'Z×Y×X',
    'mm',
    ...found.map((id) => `${regions[id].name}${cases.some(({ pixels }) => pixels) ? '' : ' ml'}`),
    'Problems',
  ]
  const measured = cases.reduce((sum, { shape, phases }) => {
    const known = Object.values(phases).filter(Boolean).length
    return sum + (shape[0] ?? 0) * known
  }, 0)
  const labelled = `${summary.labelledSlices} of ${measured} slices are labelled`
  return `${table(head, rows)}\nLayout ${layout}; ${summary.cases} cases; ${labelled}; volumes ED / ES where there is a heart beat`
}

/** The structures that any case labels; those of ACDC where none does. */
function shownRegions(cases: readonly InspectedCase[]): readonly RegionId[] {
  const labelled = new Set(
    cases.flatMap(({ volumesMl, pixels = {} }) =>
      [...Object.values(volumesMl), pixels].flatMap((volumes) => Object.keys(volumes)),
    ),
  )
  const found = regionIds.filter((id) => labelled.has(id))
  return found.length > 0 ? found : cardiacRegions
}
