import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { encode } from 'fast-png'
import { patientImages } from './patientImages'
import type { PatientPlan } from './patientPlan'
import { phantomCine, writeCine } from './phantomCine'
import type { PhantomLayout } from './phantomLayout'

/** LV-2011: DICOM and a PNG of the myocardium beside it, on every slice and phase that has one. */
export const lvscPhantoms: PhantomLayout = {
  name: (index) => `DET${String(index + 1).padStart(5, '0')}01`,
  // A ring without a cavity is none to its readers (datasets.md B1.4).
  counted: 'with cavity',
  write,
}

async function write(plan: PatientPlan, id: string, out: string): Promise<void> {
  const folder = path.join(out, id)
  await mkdir(folder, { recursive: true })
  const pictures = patientImages(plan)
  const [phases, slices, rows, columns] = pictures.shape
  // The number after SA says nothing about the order of the slices.
  const name = (slice: number, phase: number): string =>
    path.join(folder, `${id}_SA${((slice * 7) % 100) + 1}_ph${phase}`)
  await writeCine(
    plan,
    phantomCine(plan, id, pictures),
    pictures,
    (slice, phase) => `${name(slice, phase)}.dcm`,
  )
  const size = rows * columns
  for (let slice = 0; slice < slices; slice++)
    for (let phase = 0; phase < phases; phase++) {
      const from = (phase * slices + slice) * size
      const labels = pictures.labels.subarray(from, from + size)
      if (!labels.includes(2)) continue
      const data = labels.map((label) => (label === 2 ? 255 : 0))
      await writeFile(
        `${name(slice, phase)}.png`,
        encode({ width: columns, height: rows, data, channels: 1 }),
      )
    }
}
