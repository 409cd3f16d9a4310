import type { Contour } from '#shared/domain/contour'
import { boundaries } from '#shared/domain/structures'
import type { OverlayMode } from './overlayScene'

/** How one contour is drawn; lengths in CSS pixels. */
export interface ContourStyle {
  readonly colour: string
  /** 0: no line. */
  readonly lineWidth: number
  readonly dash: readonly number[]
  /** 0: no fill. */
  readonly fillOpacity: number
}

const activeWidth = 2.5
const restWidth = 1.5
const draftDash = [6, 4]
const draftFill = 0.18

/** Hue and line style say the structure, dashes 6-4 with a fill say a draft, thickness says active (R-RD-4, R-RD-5, X21). */
export function contourStyle(
  { boundary, state }: Pick<Contour, 'boundary' | 'state'>,
  shown: { readonly active: boolean; readonly mode: OverlayMode; readonly opacity: number },
): ContourStyle {
  const { colour, dash } = boundaries[boundary]
  const draft = state === 'draft'
  const outlined = shown.mode !== 'fill' || shown.active || draft
  const filled = shown.mode === 'outline' ? 0 : shown.opacity
  return {
    colour,
    lineWidth: outlined ? (shown.active ? activeWidth : restWidth) : 0,
    dash: draft ? draftDash : dash,
    fillOpacity: draft ? Math.max(draftFill, filled) : filled,
  }
}
