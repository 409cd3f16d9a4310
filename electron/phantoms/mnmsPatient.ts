import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { mnmsValues } from './mnmsValues'
import { niftiWriter } from './niftiWriter'
import { patientImages } from './patientImages'
import type { PhantomLayout } from './phantomLayout'

const letter = (index: number): string => String.fromCharCode(65 + (index % 26))

/** M&Ms: codes of letters and digits in turn, the cine and its label map (empty but for ED and ES), frames from 0 in a table. */
export const mnmsPhantoms: PhantomLayout = {
  name: (index) => `${letter(index)}${index % 10}${letter(index / 26 + 7)}${(index + 3) % 10}S6`,
  async write(plan, id, out) {
    const folder = path.join(out, 'Training', 'Labeled', id)
    const files = niftiWriter(plan, patientImages(plan))
    await files.cine(path.join(folder, `${id}_sa.nii.gz`))
    await files.cineLabels(path.join(folder, `${id}_sa_gt.nii.gz`), [0, plan.esPhase], mnmsValues)
  },
  async finish(patients, out) {
    const heads = ',External code,VendorName,Vendor,Centre,ED,ES,Age,Pathology,Sex,Height,Weight'
    const rows = patients.map(
      ({ id, plan }, index) =>
        `${index},${id},Phantom,A,1,0,${plan.esPhase},${30 + (plan.seed % 45)},${plan.group},F,${plan.heightCm},${plan.weightKg}`,
    )
    const name = '211230_M&Ms_Dataset_information_diagnosis_opendataset.csv'
    await writeFile(path.join(out, name), `${[heads, ...rows].join('\n')}\n`)
  },
}
