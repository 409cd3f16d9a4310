import type { Command } from 'commander'
import { severityCounts } from '#shared/domain/datasetCheck'
import { wholeNumber } from '../arguments'
import { findingsText, versionText } from '../datasetText'
import { noun } from '../noun'
import { interruptible } from '../output'
import { runCommand } from '../runCommand'
import { withHost } from '../withHost'

/** `septum dataset check NAME`: exit 1 when there are blockers. */
export function registerDatasetCheck(program: Command): void {
  noun(program, 'dataset', 'Labelled data sets')
    .command('check')
    .argument('<name>', 'data set')
    .option('--of <version>', 'a frozen version; else the draft, or the newest', wholeNumber(1, 1e6))
    .description(
      'Checks geometry, label values, masks and volumes of every case. Exit 1: there are blockers.',
    )
    .addHelpText('after', '\nExample:\n  septum dataset check hearts')
    .action((name: string, { of }: { of?: number }, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const opened = await withHost({ workspace }, (septum) =>
          interruptible(
            septum.datasets.check({ name, version: of ?? null }, ({ done, total, what }) =>
              output.progress(done, total, what),
            ),
          ),
        )
        const checked = opened.checked.map(({ id, findings, shape, spacingMm }) => ({
          ...{ id, case: opened.content.cases[id]?.source.name ?? id, shape, spacingMm },
          findings,
        }))
        output.answer(
          { ...versionText.json(opened), cases: checked },
          () => `${versionText.person(opened)}\n${findingsText(opened)}`,
        )
        if (severityCounts(opened.checked.flatMap(({ findings }) => findings)).blocker > 0)
          process.exitCode = 1
      }),
    )
}
