import type { DisplayWindow } from '#shared/domain/study'
import { draggedWindow } from '../image/displayWindows'
import type { ImagePlane, ImageView } from '../view/imageView'
import { pannedBy, zoomedAbout } from '../view/moveView'
import type { PanePointer } from '../view/panePointer'
import type { DragKind } from './gestureKind'

/** What a drag of the view starts from. */
export interface ViewDrag {
  readonly kind: Exclude<DragKind, 'tool'>
  readonly from: PanePointer
  readonly view: ImageView
  readonly window: DisplayWindow
}

/** What a drag of the view makes of view and window. */
export interface DraggedDisplay {
  readonly view: ImageView
  readonly window: DisplayWindow
}

/** Doubles in this many CSS pixels upwards. */
const zoomDoublesPx = 120

/** The display after the pointer moved: every move counts from the start, so that nothing drifts. */
export function draggedDisplay(
  drag: ViewDrag,
  to: PanePointer,
  plane: ImagePlane,
  fileWindow: DisplayWindow,
): DraggedDisplay {
  const { from, view, window } = drag
  const right = to.screen.x - from.screen.x
  const down = to.screen.y - from.screen.y
  switch (drag.kind) {
    case 'window':
      return { view, window: draggedWindow(window, fileWindow, right, down) }
    case 'zoom':
      return { view: zoomedAbout(view, plane, from.size, from.screen, 2 ** (-down / zoomDoublesPx)), window }
    case 'pan':
      return { view: pannedBy(view, plane, from.size, { x: right, y: down }), window }
    case 'windowRectangle':
      return { view, window }
  }
}
