import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PointPx } from '#shared/domain/contour'
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

/** Where one layout of Sunnybrook has the images and contours of a case, absolute. */
export interface SunnybrookPlaces {
  readonly images: string
  readonly contours: string
  /** The number of the series in the names of images; that of contours is always 0001. */
  readonly series: string
  /** The patient's ID in the images. */
  readonly patient: string
  /** Papillary muscles are drawn too, at end-diastole. */
  readonly papillary: boolean
}

/** Writes one patient in the evaluator's tree: `DICOM/IM-0001-NNNN.dcm` and `contours-manual/IRCCI-expert`. */
export const writeSunnybrookPatient = (plan: PatientPlan, id: string, out: string): Promise<void> =>
  writeSunnybrook(plan, {
    images: path.join(out, id, 'DICOM'),
    contours: path.join(out, id, 'contours-manual', 'IRCCI-expert'),
    series: '0001',
    patient: id,
    papillary: false,
  })

/**
 * Writes images, numbered slice by slice from 1, and contours: endocardium at ED and ES, epicardium at ED, polygons
 * counted from 1.
 */
export async function writeSunnybrook(plan: PatientPlan, places: SunnybrookPlaces): Promise<void> {
  await mkdir(places.images, { recursive: true })
  await mkdir(places.contours, { recursive: true })
  const pictures = patientImages(plan)
  const [phases] = pictures.shape
  const number = (slice: number, phase: number): string => String(slice * phases + phase + 1).padStart(4, '0')
  await writeCine(plan, phantomCine(plan, places.patient, pictures), pictures, (slice, phase) =>
    path.join(places.images, `IM-${places.series}-${number(slice, phase)}.dcm`),
  )

  for (const { slice, phase, lvEndo, lvEpi } of heartRings(plan)) {
    const file = path.join(places.contours, `IM-0001-${number(slice, phase)}`)
    const write = (kind: string, points: readonly PointPx[]): Promise<void> =>
      writeFile(`${file}-${kind}contour-manual.txt`, contourText(points))
    if (lvEndo) await write('i', lvEndo)
    if (lvEpi && phase === 0) await write('o', lvEpi)
    if (!places.papillary || !lvEndo || phase !== 0) continue
    await write('p1', muscle(lvEndo, lvEndo[0]!))
    await write('p2', muscle(lvEndo, lvEndo[Math.floor(lvEndo.length / 2)]!))
  }
}

/** A papillary muscle: the cavity's outline at a seventh of its size, half way to a point of it. */
function muscle(cavity: readonly PointPx[], towards: PointPx): PointPx[] {
  const sum = cavity.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 })
  const centre = { x: sum.x / cavity.length, y: sum.y / cavity.length }
  return cavity.map(({ x, y }) => ({
    x: centre.x + 0.5 * (towards.x - centre.x) + (x - centre.x) / 7,
    y: centre.y + 0.5 * (towards.y - centre.y) + (y - centre.y) / 7,
  }))
}
