import { live, type ToolPointer, type ToolScene, type ToolOutcome } from '../toolState'
import { drawStroke } from './drawStroke'

/** A press of the freehand tool begins a stroke. */
export const pressFreehand = (at: ToolPointer, scene: ToolScene): ToolOutcome =>
  live(drawStroke(scene, [at.image]))
