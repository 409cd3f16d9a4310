import type { CaseSource } from '#shared/domain/study'
import { readVolume } from '#electron/formats/volume/readVolume'
import { PairDetail } from '../imageMask/pairDetail'
import { readMask } from '../imageMask/readPair'
import { NiftiFrames } from '../niftiFrames'

/** Label values of one phase as the file has them, before anybody says what they mean. */
export interface RawLabels {
  /** From 0. */
  readonly phase: number
  readonly slices: number
  readonly rows: number
  readonly columns: number
  /** [Z, Y, X]; -1 where the file has no whole number from 0 on. */
  readonly values: Int32Array
}

/** Whether a case has a label map whose values can be given a meaning. */
export const hasRawLabels = ({ layout, detail }: CaseSource): boolean =>
  layout === 'image-mask' ||
  (NiftiFrames.safeParse(detail).data?.frames.some(({ label }) => label !== null) ?? false)

/** The label map of a case at end-diastole, else at its first labelled phase; null: it has none. Errors: those of its file. */
export async function rawLabels({ layout, detail, ed }: CaseSource): Promise<RawLabels | null> {
  if (layout === 'image-mask') {
    const { values, rows, columns } = await readMask(PairDetail.parse(detail).mask)
    return { phase: 0, slices: 1, rows, columns, values }
  }
  const plan = NiftiFrames.safeParse(detail).data
  if (!plan) return null
  const first = plan.frames.findIndex(({ label }) => label !== null)
  const phase = ed !== null && plan.frames[ed]?.label ? ed : first
  const label = plan.frames[phase]?.label
  if (!label) return null
  const { data, shape, slope, intercept } = await readVolume(label.file)
  const [, slices, rows, columns] = shape
  const size = slices * rows * columns
  const values = new Int32Array(size)
  for (let i = 0; i < size; i++) {
    const value = data[label.at * size + i]! * slope + intercept
    values[i] = Number.isInteger(value) && value >= 0 ? value : -1
  }
  return { phase, slices, rows, columns, values }
}
