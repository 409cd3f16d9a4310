import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PointPx } from '#shared/domain/contour'
import { contourText } from '#electron/formats/contourText'
import { cineImageBytes, uidOf, type CineSeries } from '#electron/formats/dicom/writeDicom'
import { heartSection, heartState, type HeartSection } from './heart'
import { patientImages } from './patientImages'
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

/** A short-axis plane as it usually lies: rows to the left and back, columns down, slices from base to apex (LPS). */
const row = [0.7704, 0.6184, 0.1551] as const
const column = [-0.1516, 0.4139, -0.8976] as const

function orthonormal(): {
  row: [number, number, number]
  column: [number, number, number]
  normal: [number, number, number]
} {
  const unit = (v: readonly number[]): [number, number, number] => {
    const length = Math.hypot(...v)
    return [v[0]! / length, v[1]! / length, v[2]! / length]
  }
  const r = unit(row)
  const along = column.reduce((sum, c, i) => sum + c * r[i]!, 0)
  const c = unit(column.map((value, i) => value - along * r[i]!))
  // Opposite to the cross product would run to the base; this one runs to the apex.
  const n = unit([-(r[1] * c[2] - r[2] * c[1]), -(r[2] * c[0] - r[0] * c[2]), -(r[0] * c[1] - r[1] * c[0])])
  return { row: r, column: c, normal: n }
}

/**
 * Writes one patient in the evaluator's tree: `DICOM/IM-0001-NNNN.dcm` and `contours-manual/IRCCI-expert`, images numbered
 * slice by slice from 1, endocardium at ED and ES, epicardium at ED, polygons counted from 1.
 */
export async function writeSunnybrookPatient(plan: PatientPlan, id: string, out: string): Promise<void> {
  const images = path.join(out, id, 'DICOM')
  const contours = path.join(out, id, 'contours-manual', 'IRCCI-expert')
  await mkdir(images, { recursive: true })
  await mkdir(contours, { recursive: true })
  const { shape, stored } = patientImages(plan)
  const [phases, slices, rows, columns] = shape
  const axes = orthonormal()
  const series = seriesOf(plan, id, axes, stored)
  const size = rows * columns
  const number = (slice: number, phase: number): number => slice * phases + phase + 1
  const name = (slice: number, phase: number): string =>
    `IM-0001-${String(number(slice, phase)).padStart(4, '0')}`
  for (let slice = 0; slice < slices; slice++)
    for (let phase = 0; phase < phases; phase++) {
      const from = (phase * slices + slice) * size
      const bytes = cineImageBytes(series, {
        instance: number(slice, phase),
        positionMm: axes.normal.map((n, i) => [-120, -110, 140][i]! + n * slice * plan.pitchMm),
        triggerMs: Math.round((1000 * phase * plan.cycleMs) / phases) / 1000,
        pixels: stored.subarray(from, from + size),
      })
      await writeFile(path.join(images, `${name(slice, phase)}.dcm`), bytes)
    }

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

function seriesOf(
  plan: PatientPlan,
  id: string,
  axes: ReturnType<typeof orthonormal>,
  stored: Int16Array,
): CineSeries {
  let bright = 1
  for (const value of stored) bright = Math.max(bright, value)
  return {
    studyUid: uidOf(`septum-phantom/${plan.seed}/study`),
    seriesUid: uidOf(`septum-phantom/${plan.seed}/series`),
    patientId: id,
    patientName: `Phantom^${id}`,
    sex: 'O',
    ageYears: 30 + (plan.seed % 45),
    studyDate: '20090901',
    description: 'CINESAX',
    seriesNumber: 1,
    rows: plan.rows,
    columns: plan.columns,
    pixelMm: plan.pixelMm,
    thicknessMm: plan.thicknessMm,
    pitchMm: plan.pitchMm,
    phases: plan.phases,
    orientation: { row: axes.row, column: axes.column },
    window: { centre: Math.round(bright * 0.4), width: Math.round(bright * 0.8) },
  }
}

/** A circle of a section as a polygon in the image; `count` points leave 0.05 % of its area outside. */
function ring(radiusMm: number, section: HeartSection, place: Placement, count: number): PointPx[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count
    return place.toImage(section.shiftMm + radiusMm * Math.cos(angle), radiusMm * Math.sin(angle))
  })
}
