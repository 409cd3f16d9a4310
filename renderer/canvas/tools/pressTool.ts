import { pressBrush } from './brush/paintStroke'
import { pressFreehand } from './freehand/pressFreehand'
import { pressPush } from './push/pushContour'
import { pressSpline } from './spline/pressSpline'
import type { ToolId } from './toolIds'
import type { ToolPress } from './toolState'

/** What a press of the left button begins with each tool that edits contours. */
export const pressTool: Readonly<Record<Exclude<ToolId, 'view'>, ToolPress>> = {
  spline: pressSpline,
  freehand: pressFreehand,
  push: pressPush,
  brush: (at, scene) => pressBrush('add', at, scene),
  erase: (at, scene) => pressBrush('erase', at, scene),
}
