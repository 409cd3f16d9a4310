import type { ToolId } from '../tools/toolIds'

/** What a drag in a pane does. */
export type DragKind = 'tool' | 'window' | 'windowRectangle' | 'zoom' | 'pan'
/** A letter held down turns every left drag into another (W, Z, T). */
export type HeldDrag = 'window' | 'zoom' | 'pan'

interface Buttons {
  readonly button: number
  readonly control: boolean
}

/** The default mouse map: left the tool, right zoom, middle pan; in View left is window and level, with Ctrl from a rectangle. */
export function dragKind(at: Buttons, tool: ToolId, held: HeldDrag | null): DragKind {
  if (at.button === 2) return 'zoom'
  if (at.button === 1) return 'pan'
  if (held) return held
  if (tool !== 'view') return 'tool'
  return at.control ? 'windowRectangle' : 'window'
}

export type WheelKind = 'slice' | 'phase' | 'zoom' | 'radius'

/** The default mouse map of the wheel. */
export function wheelKind(at: {
  readonly control: boolean
  readonly shift: boolean
  readonly alt: boolean
}): WheelKind {
  if (at.control) return 'zoom'
  if (at.alt) return 'radius'
  return at.shift ? 'phase' : 'slice'
}

/** Whole steps out of wheel turns; what a trackpad leaves over waits for its next event, unless the direction turns. */
export function wheelSteps(rest: number, notches: number): { readonly steps: number; readonly rest: number } {
  const sum = rest * notches < 0 ? notches : rest + notches
  const steps = Math.trunc(sum)
  return { steps, rest: sum - steps }
}
