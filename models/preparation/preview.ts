import { chainOf, type Preparation } from '#shared/domain/preparation'
import type { StepName } from '#shared/domain/preparationStep'
import type { PreparationRecord } from './preparationRecord'
import { preparedBySteps, prepareLabels } from './prepareVolume'
import { plainContext, type PreparationContext } from './stepAction'
import type { VolumeGrid } from './volumeGrid'

/** One slice as a step has left it (F-PP-2). */
export interface StepPreview {
  readonly step: StepName | 'source'
  readonly rows: number
  readonly columns: number
  readonly spacingMm: VolumeGrid['spacingMm']
  readonly image: Float32Array
  /** Canonical labels of the slice; null where the volume has none. */
  readonly labels: Uint8Array | null
  readonly min: number
  readonly max: number
  /** Pixels in 64 equal parts from `min` to `max`. */
  readonly histogram: Uint32Array
}

/** A slice, by its number in the source from 0, before the first step and after each; a step that leaves it out ends the list. */
export function previewOf(
  slice: number,
  volume: Float32Array,
  labels: Uint8Array | null,
  grid: VolumeGrid,
  preparation: Preparation,
  context: PreparationContext = plainContext,
): StepPreview[] {
  const chain = chainOf(preparation)
  const previews: StepPreview[] = []
  let gone = false
  const show = (step: StepPreview['step'], values: Float32Array, record: PreparationRecord): void => {
    const at = record.numbers.indexOf(slice)
    gone ||= at < 0
    if (gone) return
    const { rows, columns, spacingMm } = record.prepared
    const plane = <V extends Float32Array | Uint8Array>(whole: V): V =>
      whole.slice(at * rows * columns, (at + 1) * rows * columns) as V
    const image = plane(values)
    const own = labels && plane(prepareLabels(labels, record).labels)
    previews.push({ ...{ step, rows, columns, spacingMm, image, labels: own }, ...spread(image) })
  }
  const untouched = preparedBySteps(volume, grid, { ...chain, steps: [] }, context)
  show('source', untouched.values, untouched.record)
  preparedBySteps(volume, grid, chain, context, (at, { values, record }) =>
    show(chain.steps[at]!.step, values, record),
  )
  return previews
}

function spread(image: Float32Array): Pick<StepPreview, 'min' | 'max' | 'histogram'> {
  let [min, max] = [Infinity, -Infinity]
  for (const value of image) {
    if (value < min) min = value
    if (value > max) max = value
  }
  const histogram = new Uint32Array(64)
  const scale = max > min ? 64 / (max - min) : 0
  for (const value of image) histogram[Math.min(63, Math.floor((value - min) * scale))]!++
  return { min, max, histogram }
}
