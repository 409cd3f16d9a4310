import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { niftiWriter } from './niftiWriter'
import { patientImages } from './patientImages'
import type { PhantomLayout } from './phantomLayout'

/** nnU-Net's raw folder as it holds ACDC: ED and ES as images of their own, the canonical labels by name in dataset.json. */
export const nnunetPhantoms: PhantomLayout = {
  name: (index) => `patient${String(index + 1).padStart(3, '0')}`,
  async write(plan, id, out) {
    const files = niftiWriter(plan, patientImages(plan))
    for (const phase of [0, plan.esPhase]) {
      const name = `${id}_frame${String(phase + 1).padStart(2, '0')}`
      await files.image(path.join(out, 'imagesTr', `${name}_0000.nii.gz`), phase)
      await files.labels(path.join(out, 'labelsTr', `${name}.nii.gz`), phase, [0, 1, 2, 3])
    }
  },
  async finish(patients, out) {
    const dataset = {
      channel_names: { '0': 'cineMRI' },
      labels: { background: 0, RV: 1, MLV: 2, LVC: 3 },
      numTraining: 2 * patients.length,
      file_ending: '.nii.gz',
    }
    await writeFile(path.join(out, 'dataset.json'), `${JSON.stringify(dataset, null, 2)}\n`)
  },
}
