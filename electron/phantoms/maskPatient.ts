import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { labelNrrdBytes } from '#electron/formats/volume/writeNrrd'
import { drawnPhantoms } from './drawnPatient'
import { niftiWriter } from './niftiWriter'
import { patientImages } from './patientImages'
import type { PhantomLayout } from './phantomLayout'

/** Values of the masks, in an order of their own: canonical label → value, and what a value is called. */
const values = [0, 30, 20, 10] as const
const names = [
  [10, 'LV blood pool'],
  [20, 'LV myocardium'],
  [30, 'RV'],
] as const

/** DICOM images and an NRRD mask of the whole cine beside them, its slices and rows in the opposite order. */
export const dicomMaskPhantoms = drawnPhantoms(async ({ plan, id, folder, pictures, cine }) => {
  const [phases, slices, rows, columns] = pictures.shape
  const labels = new Uint8Array(pictures.labels.length)
  for (const phase of [0, plan.esPhase])
    for (let slice = 0; slice < slices; slice++)
      for (let row = 0; row < rows; row++) {
        const from = ((phase * slices + slice) * rows + row) * columns
        const to = ((phase * slices + slices - 1 - slice) * rows + rows - 1 - row) * columns
        const line = pictures.labels.subarray(from, from + columns)
        labels.set(
          line.map((label) => values[label] ?? 0),
          to,
        )
      }
  const { row, column, normal } = cine.axes
  const down = (rows - 1) * plan.pixelMm.y
  const [x, y, z] = cine.originMm(slices - 1).map((at, i) => at + down * column[i]!) as [
    number,
    number,
    number,
  ]
  const back = (v: readonly [number, number, number]): [number, number, number] => [-v[0], -v[1], -v[2]]
  const bytes = labelNrrdBytes({
    shape: [phases, slices, rows, columns],
    labels,
    spacingMm: { ...plan.pixelMm, z: plan.pitchMm },
    orientation: { row: [...row], column: back(column), normal: back(normal), originMm: [x, y, z] },
    names,
  })
  await writeFile(path.join(folder, `${id}_seg.nrrd`), bytes)
})

const snapText = [
  '################################################',
  '# ITK-SnAP Label Description File',
  '# IDX   -R-  -G-  -B-  -A--  VIS MSH  LABEL',
  '################################################',
  '    0     0    0    0        0  0  0    "Clear Label"',
  ...names.map(([value, name]) => `   ${value}   255    0    0        1  1  1    "${name}"`),
]

/** A NIfTI cine, a mask of the same name and ending, and ITK-SNAP's description of its values for all patients. */
export const niftiMaskPhantoms: PhantomLayout = {
  name: (index) => `HEART${String(index + 1).padStart(3, '0')}`,
  async write(plan, id, out) {
    await mkdir(out, { recursive: true })
    const files = niftiWriter(plan, patientImages(plan))
    await files.cine(path.join(out, `${id}.nii.gz`))
    await files.cineLabels(path.join(out, `${id}_seg.nii.gz`), [0, plan.esPhase], values)
  },
  finish: (_patients, out) => writeFile(path.join(out, 'labels.txt'), `${snapText.join('\n')}\n`),
}
