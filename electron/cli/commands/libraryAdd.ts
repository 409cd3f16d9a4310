import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { ScanSummary } from '#shared/ipc/library'
import { noun } from '../noun'
import { interruptible } from '../output'
import { runCommand } from '../runCommand'
import { table } from '../table'
import { withHost } from '../withHost'

/** What a scan found and what it refused, for a person. */
export function scanText({ studies, series, filesRead, unchanged, gone, refused }: ScanSummary): string {
  const found = [
    `${studies} studies in ${series} series; ${filesRead} files`,
    ...(unchanged ? [`${unchanged} of them not changed`] : []),
    ...(gone ? [`${gone} studies no longer there`] : []),
  ].join(', ')
  if (refused.length === 0) return found
  const rows = refused.map(({ file, cause }) => [file, cause])
  return `${found}; ${refused.length} could not be used:\n${table(['File', 'Why'], rows)}`
}

/** `septum library add DIR`. */
export function registerLibraryAdd(program: Command): void {
  noun(program, 'library', 'The index of studies')
    .command('add')
    .argument('<folder>', 'folder with DICOM or NIfTI studies')
    .description('Looks through a folder and adds its studies. Files stay where they are.')
    .addHelpText('after', '\nExample:\n  septum library add ./hearts')
    .action((folder: string, _options: object, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const summary = await withHost({ workspace }, (septum) =>
          interruptible(
            septum.library.add({ folder: resolve(folder) }, ({ files, total, path }) =>
              output.progress(files, total ?? 0, path),
            ),
          ),
        )
        output.answer(summary, () => scanText(summary))
      }),
    )
}
