import { writeFile } from 'node:fs/promises'
import { cineImageBytes, uidOf, type CineSeries } from '#electron/formats/dicom/writeDicom'
import type { PatientImages } from './patientImages'
import type { PatientPlan } from './patientPlan'

/** A short-axis plane as it usually lies: rows to the left and back, columns down, slices from base to apex (LPS). */
const row = [0.7704, 0.6184, 0.1551] as const
const column = [-0.1516, 0.4139, -0.8976] as const

type Vector = [number, number, number]

export interface PhantomAxes {
  readonly row: Vector
  readonly column: Vector
  readonly normal: Vector
}

export function phantomAxes(): PhantomAxes {
  const unit = (v: readonly number[]): Vector => {
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

/** The same plane with its rows and columns in one of the eight ways that a scanner may write them, from 0 to 7. */
export function turnedAxes(turn: number): PhantomAxes {
  const { row: r, column: c, normal } = phantomAxes()
  const flipped = (v: Vector, back: boolean): Vector => (back ? [-v[0], -v[1], -v[2]] : v)
  const [first, second] = turn & 4 ? [c, r] : [r, c]
  return { row: flipped(first, (turn & 1) > 0), column: flipped(second, (turn & 2) > 0), normal }
}

/** A short-axis cine of a phantom: what its images share, their UIDs, and where their pixels lie. */
export interface PhantomCine {
  readonly series: CineSeries
  readonly axes: PhantomAxes
  /** InstanceNumber of an image: slice by slice. */
  readonly instance: (slice: number, phase: number) => number
  /** Centre of the first pixel of a slice, LPS mm. */
  readonly originMm: (slice: number) => number[]
}

export function phantomCine(
  plan: PatientPlan,
  id: string,
  { shape, stored }: PatientImages,
  axes: PhantomAxes = phantomAxes(),
  firstNumber: 0 | 1 = 1,
): PhantomCine {
  const [phases] = shape
  return {
    series: seriesOf(plan, id, axes, stored),
    axes,
    instance: (slice, phase) => slice * phases + phase + firstNumber,
    originMm: (slice) => axes.normal.map((n, i) => [-120, -110, 140][i]! + n * slice * plan.pitchMm),
  }
}

/** Writes a short-axis cine as DICOM, one file an image; `fileOf` names it. */
export async function writeCine(
  plan: PatientPlan,
  { series, instance, originMm }: PhantomCine,
  { shape, stored }: PatientImages,
  fileOf: (slice: number, phase: number) => string,
): Promise<void> {
  const [phases, slices, rows, columns] = shape
  const size = rows * columns
  for (let slice = 0; slice < slices; slice++)
    for (let phase = 0; phase < phases; phase++) {
      const from = (phase * slices + slice) * size
      const bytes = cineImageBytes(series, {
        instance: instance(slice, phase),
        positionMm: originMm(slice),
        triggerMs: Math.round((1000 * phase * plan.cycleMs) / phases) / 1000,
        pixels: stored.subarray(from, from + size),
      })
      await writeFile(fileOf(slice, phase), bytes)
    }
}

function seriesOf(plan: PatientPlan, id: string, axes: PhantomAxes, stored: Int16Array): CineSeries {
  let bright = 1
  for (const value of stored) bright = Math.max(bright, value)
  return {
    studyUid: uidOf(`septum-phantom/${id}/${plan.seed}/study`),
    seriesUid: uidOf(`septum-phantom/${id}/${plan.seed}/series`),
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
