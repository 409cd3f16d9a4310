import { resolve } from 'node:path'
import type { Command } from 'commander'
import { inspectFile, type InspectedFile } from '#electron/formats/inspectFile'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { table } from '../table'

/** `septum file inspect FILE…`: a file that cannot be read is a line of the answer, not a failure of the command. */
export function registerFileInspect(program: Command): void {
  noun(program, 'file', 'Single image files')
    .command('inspect')
    .argument('<file...>', 'DICOM or NIfTI files')
    .description(
      'Shows format, size, spacing and a hash of the pixels of image files, or why one cannot be read.',
    )
    .addHelpText('after', '\nExample:\n  septum file inspect scan.nii.gz IM0001.dcm --json')
    .action((files: string[], _options: object, command: Command) =>
      runCommand(command, async (output) => {
        const inspected: InspectedFile[] = []
        for (const [done, file] of files.entries()) {
          output.progress(done, files.length, file)
          // As it was called: a script finds its own argument again.
          inspected.push({ ...(await inspectFile(resolve(file))), file })
        }
        output.answer(inspected, () =>
          table(['File', 'Format', 'Size', 'Bits', 'SHA-1 of the pixels'], inspected.map(rowOf)),
        )
      }),
    )
}

function rowOf(one: InspectedFile): string[] {
  if ('error' in one) return [one.file, one.error.code, one.error.cause]
  const size = [one.columns, one.rows, one.slices, one.frames]
    .filter((count) => count !== undefined)
    .join('×')
  return [one.file, one.format, size, String(one.bits), one.sha1]
}
