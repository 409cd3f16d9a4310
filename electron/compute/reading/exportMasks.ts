import { join } from 'node:path'
import type { Contour } from '#shared/domain/contour'
import { isStill } from '#shared/domain/measuredPhases'
import type { CaseReader } from '#electron/datasets/adapter'
import { drawnLabels } from '../drawnLabels'
import { writeMask } from '../writeMask'

/**
 * Writes one mask a drawn phase into `folder` (F-RE-3): `<case>_ED.nii.gz`, `<case>_ES.nii.gz`, other phases as
 * `<case>_phase07.nii.gz`, counted from 1; `<case>.nii.gz` where there is one image only. Drafts are left out: nobody has accepted them.
 */
export async function exportMasks(
  reader: CaseReader,
  contours: readonly Contour[],
  folder: string,
): Promise<string[]> {
  const { grid, name, ed, es } = reader.opened
  const accepted = contours.filter(({ state }) => state === 'accepted')
  const drawn = [...new Set(accepted.map(({ phase }) => phase))].sort((a, b) => a - b)
  const suffix = (phase: number): string => {
    if (isStill({ ed, es }, grid.phases)) return ''
    return phase === ed ? '_ED' : phase === es ? '_ES' : `_phase${String(phase + 1).padStart(2, '0')}`
  }
  const files: string[] = []
  for (const phase of drawn) {
    const file = join(folder, `${name.replace(/[^\w.-]+/g, '-')}${suffix(phase)}.nii.gz`)
    await writeMask(file, drawnLabels(accepted, grid, phase), reader, phase)
    files.push(file)
  }
  return files
}
