import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { niftiWriter } from './niftiWriter'
import { patientImages } from './patientImages'
import type { PhantomLayout } from './phantomLayout'

/** Medical Segmentation Decathlon, in a folder `Task92_Phantom`: one image and its label map a patient, at ED. */
export const decathlonPhantoms: PhantomLayout = {
  name: (index) => `heart_${String(index + 1).padStart(3, '0')}`,
  async write(plan, id, out) {
    const files = niftiWriter(plan, patientImages(plan))
    await files.image(path.join(out, task, 'imagesTr', `${id}.nii.gz`), 0)
    await files.labels(path.join(out, task, 'labelsTr', `${id}.nii.gz`), 0, [0, 1, 2, 3])
  },
  async finish(patients, out) {
    const dataset = {
      name: 'Phantom',
      description: 'Hearts with a known answer',
      reference: 'Septum',
      licence: 'CC0',
      tensorImageSize: '3D',
      modality: { '0': 'MRI' },
      labels: { '0': 'background', '1': 'right ventricle', '2': 'myocardium', '3': 'left ventricle' },
      numTraining: patients.length,
      numTest: 0,
      training: patients.map(({ id }) => ({
        image: `./imagesTr/${id}.nii.gz`,
        label: `./labelsTr/${id}.nii.gz`,
      })),
      test: [],
    }
    await writeFile(path.join(out, task, 'dataset.json'), `${JSON.stringify(dataset, null, 2)}\n`)
  },
}

const task = 'Task92_Phantom'
