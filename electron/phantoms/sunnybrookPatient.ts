import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PointPx } from '#shared/domain/contour'
import { contourText } from '#electron/formats/contourText'
import { heartSection, heartState, type HeartSection } from './heart'
import { patientImages } from './patientImages'
import { writeCine } from './phantomCine'
import { placements, type Placement } from './placement'
import type { Group, PatientPlan } from './patientPlan'
import { slicePositions } from './slicePositions'

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
  const [phases, slices] = pictures.shape
  const name = (slice: number, phase: number): string =>
    `IM-0001-${String(slice * phases + phase + 1).padStart(4, '0')}`
  await writeCine(plan, id, pictures, (slice, phase) => path.join(images, `${name(slice, phase)}.dcm`))

  const places = placements(plan)
  const positions = slicePositions(plan)
  for (const phase of [0, plan.esPhase]) {
    const state = heartState(plan, phase)
    for (let slice = 0; slice < slices; slice++) {
      const section = heartSection(state, positions[slice]!)
      if (section.aboveBase || section.outerMm <= 0) continue
      const file = path.join(contours, name(slice, phase))
      if (section.cavityMm > 0) {
        const endo = ring(section.cavityMm, section, places[slice]!, 120)
        await writeFile(`${file}-icontour-manual.txt`, contourText(endo))
      }
      if (phase !== 0) continue
      const epi = ring(section.outerMm, { ...section, shiftMm: 0 }, places[slice]!, 160)
      await writeFile(`${file}-ocontour-manual.txt`, contourText(epi))
    }
  }
}

/** A circle of a section as a polygon in the image; `count` points leave 0.05 % of its area outside. */
function ring(radiusMm: number, section: HeartSection, place: Placement, count: number): PointPx[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count
    return place.toImage(section.shiftMm + radiusMm * Math.cos(angle), radiusMm * Math.sin(angle))
  })
}
