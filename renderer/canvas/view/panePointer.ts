import type { PointPx } from '#shared/domain/contour'
import { toImage, type PaneSize, type PaneTransform, type ScreenPoint } from './imageView'

/** A pointer over a pane, with the pane's own transform at that moment (E-G9). */
export interface PanePointer {
  /** Index of the pane. */
  readonly pane: number
  readonly screen: ScreenPoint
  readonly image: PointPx
  readonly size: PaneSize
  readonly transform: PaneTransform
  /** 0 left, 1 middle, 2 right, -1 none. */
  readonly button: number
  /** Ctrl, or Cmd on macOS. */
  readonly control: boolean
  readonly shift: boolean
  readonly alt: boolean
}

/** A turn of the wheel; `notches` is down-positive, 1 a notch of a mouse and fractions of a trackpad. */
export interface PaneWheel extends PanePointer {
  readonly notches: number
}

interface PointerLike {
  readonly clientX: number
  readonly clientY: number
  readonly button: number
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** A browser's event as a pointer over a pane whose top-left corner lies at `corner` in the page. */
export function panePointer(
  event: PointerLike,
  pane: number,
  corner: ScreenPoint,
  size: PaneSize,
  transform: PaneTransform,
): PanePointer {
  const screen = { x: event.clientX - corner.x, y: event.clientY - corner.y }
  return {
    pane,
    screen,
    image: toImage(transform, screen),
    size,
    transform,
    button: event.button,
    control: event.ctrlKey || event.metaKey,
    shift: event.shiftKey,
    alt: event.altKey,
  }
}

const notchPx = 100
const notchLines = 3

/** Notches of a wheel event: pixels, lines or pages; Shift may have turned it sideways. */
export function wheelNotches(event: Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode'>): number {
  const delta = event.deltaY || event.deltaX
  const notches = event.deltaMode === 0 ? delta / notchPx : event.deltaMode === 1 ? delta / notchLines : delta
  return Math.abs(notches) > 0.5 && Math.abs(notches) < 1 ? Math.sign(notches) : notches
}
