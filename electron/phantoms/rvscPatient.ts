import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { traceMask } from '#shared/geometry/traceMask'
import { contourText } from '#electron/formats/contourText'
import { patientImages } from './patientImages'
import type { PatientPlan } from './patientPlan'
import { phantomAxes, phantomCine, writeCine } from './phantomCine'
import type { PhantomLayout } from './phantomLayout'

/**
 * RVSC 2012: `PNNdicom/PNN-NNNN.dcm` numbered from 0, the RV's inner border at ED and ES traced around its pixels, and the
 * list of contours with another system's separators.
 */
export const rvscPhantoms: PhantomLayout = {
  name: (index) => `P${String(index + 1).padStart(2, '0')}`,
  write,
}

async function write(plan: PatientPlan, id: string, out: string): Promise<void> {
  const patient = `patient${id.slice(1)}`
  const images = path.join(out, patient, `${id}dicom`)
  const contours = path.join(out, patient, `${id}contours-manual`)
  await mkdir(images, { recursive: true })
  await mkdir(contours, { recursive: true })
  const pictures = patientImages(plan)
  const [phases, slices, rows, columns] = pictures.shape
  const name = (slice: number, phase: number): string =>
    `${id}-${String(slice * phases + phase).padStart(4, '0')}`
  const cine = phantomCine(plan, id, pictures, phantomAxes(), 0)
  await writeCine(plan, cine, pictures, (slice, phase) => path.join(images, `${name(slice, phase)}.dcm`))
  const list: string[] = []
  for (let slice = 0; slice < slices; slice++)
    for (const phase of [0, plan.esPhase]) {
      const from = (phase * slices + slice) * rows * columns
      const mask = pictures.labels.subarray(from, from + rows * columns).map((label) => (label === 1 ? 1 : 0))
      const rings = traceMask(mask, columns, rows).sort((a, b) => b.length - a.length)
      if (!rings[0]) continue
      const file = `${name(slice, phase)}-icontour-manual.txt`
      await writeFile(path.join(contours, file), contourText(rings[0]))
      list.push(`.\\${patient}\\${id}contours-manual\\${file}`)
    }
  await writeFile(path.join(out, patient, `${id}list.txt`), `${list.join('\r\n')}\r\n`)
}
