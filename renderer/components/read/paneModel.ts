import type { Contour } from '#shared/domain/contour'
import type { Fault } from '#shared/errors/result'
import type { BoundaryId } from '#shared/domain/structures'
import type { ImageFrame } from '#renderer/canvas/image/imageFrame'

/** What one pane shows; slice and phase count from 0. */
export interface PaneModel {
  readonly slice: number
  readonly phase: number
  /** Place in the grid of panes. */
  readonly column: number
  readonly row: number
  /** ED, ES, or null for a phase between. */
  readonly mark: 'ed' | 'es' | null
  readonly frame: ImageFrame | null
  readonly fault: Fault | null
  readonly contours: readonly Contour[]
  readonly active: boolean
  /** Drawn thick in this pane; null where nothing is edited. */
  readonly boundary: BoundaryId | null
  readonly flagged: boolean
}
