import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { contourText } from '#electron/formats/contourText'
import { heartRings } from './heartRings'
import { patientImages } from './patientImages'
import { phantomCine, writeCine } from './phantomCine'
import type { Group, PatientPlan } from './patientPlan'

/** Sunnybrook's families that are nearest to ACDC's groups. */
const families: Readonly<Record<Group, string>> = {
  NOR: 'N',
  RV: 'N',
  HCM: 'HYP',
  DCM: 'HF-NI',
  MINF: 'HF-I',
}

export const sunnybrookName = (plan: PatientPlan, index: number): string =>
  `SC-${families[plan.group]}-${index + 1}`

/**
 * Writes one patient in the evaluator's tree: `DICOM/IM-0001-NNNN.dcm` and `contours-manual/IRCCI-expert`, images numbered
 * slice by slice from 1, endocardium at ED and ES, epicardium at ED, polygons counted from 1.
 */
export async function writeSunnybrookPatient(plan: PatientPlan, id: string, out: string): Promise<void> {
  const images = path.join(out, id, 'DICOM')
  const contours = path.join(out, id, 'contours-manual', 'IRCCI-expert')
  await mkdir(images, { recursive: true })
  await mkdir(contours, { recursive: true })
  const pictures = patientImages(plan)
  const [phases] = pictures.shape
  const name = (slice: number, phase: number): string =>
    `IM-0001-${String(slice * phases + phase + 1).padStart(4, '0')}`
  await writeCine(plan, phantomCine(plan, id, pictures), pictures, (slice, phase) =>
    path.join(images, `${name(slice, phase)}.dcm`),
  )

  for (const { slice, phase, lvEndo, lvEpi } of heartRings(plan)) {
    const file = path.join(contours, name(slice, phase))
    if (lvEndo) await writeFile(`${file}-icontour-manual.txt`, contourText(lvEndo))
    if (lvEpi && phase === 0) await writeFile(`${file}-ocontour-manual.txt`, contourText(lvEpi))
  }
}
