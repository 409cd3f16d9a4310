import { isStructure } from '#shared/domain/structures'
import type { z } from '#shared/domain/schema'
import type { PictureHeader } from '#shared/ipc/datasets'
import type { PaneTransform } from '#renderer/canvas/view/imageView'
import { drawGrey } from '../pictures/drawGrey'
import { heartBox } from '../pictures/heartBox'
import { drawRings } from '../pictures/labelPaths'
import { labelRings } from '../pictures/labelRings'

/** One slice of a case: grey, labels as they are, labels with one more fix. */
export interface CaseShot {
  readonly header: z.infer<typeof PictureHeader>
  readonly grey: Uint8Array
  readonly labels: Uint8Array
  readonly fixed: Uint8Array
}

interface Size {
  readonly width: number
  readonly height: number
}
interface Plane {
  readonly columns: number
  readonly rows: number
  readonly spacingMm: { readonly x: number; readonly y: number }
}

/** Millimetres to the screen: the heart in the middle filling `share` of it, or the whole image where there is none. */
export function caseTransform(
  plane: Plane,
  labels: Uint8Array,
  size: Size,
  share: number | null,
): PaneTransform {
  const { x: dx, y: dy } = plane.spacingMm
  const heart = share === null ? null : heartBox(labels, plane.columns)
  const box = heart ?? { from: { x: 0, y: 0 }, to: { x: plane.columns - 1, y: plane.rows - 1 } }
  const [width, height] = [(box.to.x - box.from.x + 1) * dx, (box.to.y - box.from.y + 1) * dy]
  const perMm = (heart ? share! : 1) * Math.min(size.width / width, size.height / height)
  return {
    left: size.width / 2 - ((box.from.x + box.to.x) / 2) * dx * perMm,
    top: size.height / 2 - ((box.from.y + box.to.y) / 2) * dy * perMm,
    scaleX: dx * perMm,
    scaleY: dy * perMm,
  }
}

/** Draws a slice with its labels; with `change`, what they are now dashed in white and what they would be in colour. */
export function paintCase(
  context: CanvasRenderingContext2D,
  size: Size,
  { header, grey, labels, fixed }: CaseShot,
  { share, change }: { readonly share: number | null; readonly change: boolean },
): void {
  const { columns, rows } = header
  const has = (plane: Uint8Array) => plane.some(isStructure)
  const at = caseTransform(header, change && !has(labels) ? fixed : labels, size, share)
  context.fillStyle = '#000'
  context.fillRect(0, 0, size.width, size.height)
  drawGrey(context, grey, columns, rows, at)
  const shown = change ? fixed : labels
  drawRings(context, labelRings(shown, columns, rows), at, {
    colour: null,
    dash: null,
    widthPx: 1.5,
    fill: change ? 0.15 : 0,
  })
  if (change)
    drawRings(context, labelRings(labels, columns, rows), at, {
      colour: '#fff',
      dash: [4, 3],
      widthPx: 1,
      fill: 0,
    })
}
