import { contoursOfLabels } from '#shared/geometry/regionMask'
import type { Contour } from '#shared/domain/contour'
import type { Grid } from '#shared/domain/grid'
import type { RegionId, TaskId } from '#shared/domain/structures'
import type { CaseSource, GeometryWarning } from '#shared/domain/study'
import type { VoxelArray } from '#electron/formats/nifti/niftiType'
import { percentileWindow } from './displayWindow'
import { frameOf, volumeOf } from './frameValues'
import { labelVolumesMl } from './labelVolumesMl'
import type { CaseReader } from './adapter'

/** A case of one phase that was read whole. */
export interface StillCase {
  readonly grid: Grid
  /** Stored values [Z, Y, X]. */
  readonly data: VoxelArray
  readonly slope: number
  readonly intercept: number
  /** Canonical labels on the same grid; null: it has none. */
  readonly labels: Uint8Array | null
  readonly regions: readonly RegionId[]
  readonly task: TaskId
  readonly author: string
  readonly warnings: readonly GeometryWarning[]
  readonly problems: readonly string[]
  readonly lossy: boolean
}

/** A reader of a case that lies in memory: its only phase is 0. */
export function stillReader(source: CaseSource, still: StillCase): CaseReader {
  const { grid, data, labels, regions } = still
  const { columns, rows, slices } = grid
  const stack = { columns, rows, slices, slope: still.slope, intercept: still.intercept }
  const only = (phase: number, slice = 0): void => {
    if (phase !== 0 || slice < 0 || slice >= slices)
      throw new Error(`${source.name} has no slice ${slice}, phase ${phase}`)
  }
  let traced: Contour[] | undefined
  return {
    opened: {
      id: source.id,
      name: source.name,
      grid,
      window: percentileWindow(volumeOf(data, stack, 0)),
      inverted: false,
      sliceThicknessMm: null,
      ed: null,
      es: null,
      task: still.task,
      get imported() {
        const made = { source: 'imported', author: still.author, state: 'accepted' } as const
        return (traced ??= labels ? contoursOfLabels(labels, grid, 0, made) : [])
      },
      warnings: [...still.warnings],
      lossy: still.lossy,
    },
    frame: async (slice, phase) => {
      only(phase, slice)
      return frameOf(data, stack, slice, 0)
    },
    volume: async (phase) => {
      only(phase)
      return volumeOf(data, stack, 0)
    },
    labels: (phase) => Promise.resolve(phase === 0 ? (labels?.slice() ?? null) : null),
    labelledRegions: (phase) => (phase === 0 && labels ? [...regions] : []),
    volumesMl: (phase) => (phase === 0 && labels ? labelVolumesMl(labels, grid, regions) : {}),
    niftiHeader: () => null,
    frameNumber: (phase) => phase + 1,
    problems: still.problems,
    close: () => undefined,
  }
}
