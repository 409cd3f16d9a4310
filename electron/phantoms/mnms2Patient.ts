import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { mnmsValues } from './mnmsValues'
import { niftiWriter } from './niftiWriter'
import { patientImages } from './patientImages'
import type { PhantomLayout } from './phantomLayout'

/** M&Ms-2, the short axis alone: the cine, ED and ES as files of their own, and their label maps. */
export const mnms2Phantoms: PhantomLayout = {
  name: (index) => String(index + 1).padStart(3, '0'),
  async write(plan, id, out) {
    const folder = path.join(out, 'dataset', id)
    const files = niftiWriter(plan, patientImages(plan))
    await files.cine(path.join(folder, `${id}_SA_CINE.nii.gz`))
    for (const [mark, phase] of [
      ['ED', 0],
      ['ES', plan.esPhase],
    ] as const) {
      await files.image(path.join(folder, `${id}_SA_${mark}.nii.gz`), phase)
      await files.labels(path.join(folder, `${id}_SA_${mark}_gt.nii.gz`), phase, mnmsValues)
    }
  },
  async finish(patients, out) {
    const rows = patients.map(({ id, plan }) => `${id},${plan.group},Phantom,Formula,1.5`)
    const table = ['SUBJECT_CODE,DISEASE,VENDOR,SCANNER,FIELD', ...rows]
    await writeFile(path.join(out, 'dataset_information.csv'), `${table.join('\n')}\n`)
  },
}
