import { chainOf, type Preparation } from '#shared/domain/preparation'
import type { PreparationChain } from '#shared/domain/preparationStep'
import { ledgerOf, type LabelLedger } from './labelLedger'
import { gridAfter, type Move } from './move'
import { moveImage, moveLabels } from './moveVolume'
import type { PreparationRecord } from './preparationRecord'
import { plainContext, stepAction, type PreparationContext } from './stepAction'
import { bareGrid, voxelCount, type VolumeGrid } from './volumeGrid'

export interface PreparedVolume {
  /** [slices, rows, columns] of `record.prepared`; one channel, whatever the network takes. */
  readonly values: Float32Array
  readonly record: PreparationRecord
}

/** A volume [slices, rows, columns] as a network takes it: every step of its preparation, in order (datasets.md C). */
export const prepareVolume = (
  volume: Float32Array,
  grid: VolumeGrid,
  preparation: Preparation,
  context: PreparationContext = plainContext,
): PreparedVolume => preparedBySteps(volume, grid, chainOf(preparation), context)

/** As `prepareVolume`, of a chain that need not come to one size; `onStep` hears of each step that is done. */
export function preparedBySteps(
  volume: Float32Array,
  grid: VolumeGrid,
  { steps, restore }: PreparationChain,
  context: PreparationContext,
  onStep?: (at: number, so: PreparedVolume) => void,
): PreparedVolume {
  if (volume.length !== voxelCount(grid))
    throw new Error(
      `${volume.length} voxels do not fill ${grid.slices} slices of ${grid.rows} × ${grid.columns}`,
    )
  const source = bareGrid(grid)
  const done: Move[] = []
  let stack = firstStack(source.slices)
  let [values, prepared] = [volume, source]
  const record = (): PreparationRecord => ({
    source,
    prepared,
    moves: [...done],
    numbers: stack.numbers,
    ignored: stack.ignored.flatMap((ignored, z) => (ignored ? [z] : [])),
    restore,
  })
  steps.forEach((step, at) => {
    const action = stepAction(step, prepared, stack.numbers, context)
    switch (action.kind) {
      case 'values':
        values = action.act(values)
        break
      case 'mark':
        stack = { ...stack, ignored: action.ignored }
        break
      case 'move':
        for (const move of action.moves) {
          values = moveImage(values, prepared, move)
          stack = stackAfter(stack, prepared, move)
          prepared = gridAfter(prepared, move)
          done.push(move)
        }
    }
    onStep?.(at, { values, record: record() })
  })
  return { values: values === volume ? volume.slice() : values, record: record() }
}

export interface PreparedLabels {
  /** On the grid of the prepared volume. */
  readonly labels: Uint8Array
  /** What the crop cost, label by label (F-PP-3, F-PP-5). */
  readonly ledger: LabelLedger
}

/** Canonical labels [slices, rows, columns] taken the way of their volume. */
export function prepareLabels(labels: Uint8Array, { source, moves }: PreparationRecord): PreparedLabels {
  let [moved, grid] = [labels, source]
  const stages: { before: Uint8Array; after: Uint8Array; move: Move }[] = []
  for (const move of moves) {
    const after = moveLabels(moved, grid, move)
    stages.push({ before: moved, after, move })
    ;[moved, grid] = [after, gridAfter(grid, move)]
  }
  return { labels: moved === labels ? labels.slice() : moved, ledger: ledgerOf(labels, stages, moved) }
}

/** Of each slice on the way: its number in the source (the nearest, once slices were resampled), and whether it is learnt from. */
interface Stack {
  readonly numbers: readonly number[]
  readonly ignored: readonly boolean[]
}

const firstStack = (slices: number): Stack => ({
  numbers: Array.from({ length: slices }, (_, z) => z),
  ignored: Array.from({ length: slices }, () => false),
})

function stackAfter({ numbers, ignored }: Stack, grid: VolumeGrid, move: Move): Stack {
  const to = gridAfter(grid, move)
  const from = Array.from({ length: to.slices }, (_, z) => {
    if (move.kind === 'pick') return move.slices[z]!
    if (move.kind === 'window') return z + move.first.slices
    return Math.min(grid.slices - 1, Math.floor(((z + 0.5) * grid.slices) / to.slices))
  })
  // Slices that padding adds are background that a network may well learn from.
  return { numbers: from.map((z) => numbers[z] ?? -1), ignored: from.map((z) => ignored[z] ?? false) }
}
