import type { Contour, PointPx } from '#shared/domain/contour'
import type { BoundaryId } from '#shared/domain/structures'
import type { ImagePlane, PaneTransform } from '../view/imageView'

/** A pointer as tools see it: where on the image, and which keys are held. */
export interface ToolPointer {
  readonly image: PointPx
  /** The pane's own transform at this moment (E-G9). */
  readonly transform: PaneTransform
  readonly control: boolean
  readonly shift: boolean
  readonly alt: boolean
}

/** What a tool works on: one boundary on one slice at one phase, and the options in the tool strip. */
export interface ToolScene {
  readonly boundary: BoundaryId
  readonly slice: number
  readonly phase: number
  /** What stands there now; null: nothing. */
  readonly contour: Contour | null
  /** The other wall of the same ventricle there, which push stops short of; null: none is drawn. */
  readonly partner: Contour | null
  readonly plane: ImagePlane
  /** Brush and push, mm (E-G6); 0 is the pixel under the pointer. */
  readonly radiusMm: number
  /** Brush: pixel outline, or traced again smoothly (E-4). */
  readonly finish: 'exact' | 'smooth'
  /** Where the last stroke on this slice and phase ended: Shift draws straight from there. */
  readonly lastStroke: PointPx | null
  /** Initials of the reader. */
  readonly author: string
}

/** What is drawn while a gesture lasts. `contour` stands for the one at rest; `open` is a curve that is not closed yet. */
export interface ToolPreview {
  readonly contour?: Contour | null
  readonly ghost?: Contour | null
  readonly knots?: readonly PointPx[]
  readonly hotKnot?: number | null
  readonly open?: readonly PointPx[]
  readonly crossing?: PointPx | null
}

/** The verbs of edits, as History shows them. */
export type EditVerb =
  | 'Draw'
  | 'Redraw part'
  | 'Move point'
  | 'Insert point'
  | 'Remove point'
  | 'Move contour'
  | 'Brush'
  | 'Erase'
  | 'Push'

/** What a gesture amounts to: one edit, on release (R-UN-1). */
export interface ToolEdit {
  readonly verb: EditVerb
  readonly after: Contour | null
}

export type ToolOutcome =
  | { readonly kind: 'live'; readonly state: ToolState }
  | { readonly kind: 'finished'; readonly edit: ToolEdit }
  /** Nothing came of it; `hint` says why, in a key of the string table. */
  | { readonly kind: 'idle'; readonly hint?: ToolHint }
export type ToolHint = 'strokeTooShort' | 'crossing' | 'nothingHere' | 'outsideImage'

/**
 * One state of a tool: previews while it moves, one edit when it ends. Escape is answered by forgetting the state, so that nothing
 * comes of it. States are values: each call answers the next one.
 */
export interface ToolState {
  readonly preview: ToolPreview
  move(to: ToolPointer): ToolOutcome
  release(at: ToolPointer): ToolOutcome
  /** A further press, for curves that are drawn click by click. */
  press?(at: ToolPointer): ToolOutcome
  /** Enter or a double click. */
  confirm?(): ToolOutcome
  /** Backspace, or Ctrl+Z while drawing (R-UN-4): takes the last point back. */
  removeLast?(): ToolOutcome
}

export const live = (state: ToolState): ToolOutcome => ({ kind: 'live', state })
export const idle = (hint?: ToolHint): ToolOutcome => (hint ? { kind: 'idle', hint } : { kind: 'idle' })
export const finished = (verb: EditVerb, after: Contour | null): ToolOutcome => ({
  kind: 'finished',
  edit: { verb, after },
})

/** What a tool begins with a press of the left button. */
export type ToolPress = (at: ToolPointer, scene: ToolScene) => ToolOutcome
