import type { PreparedHeader } from '#shared/ipc/datasets'
import { caseTransform } from './casePaint'
import { drawGrey } from '../pictures/drawGrey'
import { drawRings } from '../pictures/labelPaths'
import { labelRings } from '../pictures/labelRings'

/** One slice after one step of the preparation. */
export interface PreparedStage {
  readonly facts: PreparedHeader['stages'][number]
  readonly grey: Uint8Array
  readonly labels: Uint8Array
}

/** Header and bytes of `datasets.prepared` as stages. */
export function preparedStages({ stages }: PreparedHeader, bytes: Uint8Array): PreparedStage[] {
  let at = 0
  return stages.map((facts) => {
    const plane = facts.columns * facts.rows
    const grey = bytes.subarray(at, at + plane)
    const labels = bytes.subarray(at + plane, at + 2 * plane)
    at += 2 * plane
    return { facts, grey, labels }
  })
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Both stages with the heart at one place and one size; `border` (0 to 1) parts them, null: side by side. */
export function paintStages(
  context: CanvasRenderingContext2D,
  size: Size,
  before: PreparedStage,
  after: PreparedStage,
  border: number | null,
): void {
  context.fillStyle = '#000'
  context.fillRect(0, 0, size.width, size.height)
  const half = border === null ? { width: size.width / 2, height: size.height } : size
  const share = 0.6
  paint(context, half, before, share, 0, 0, border === null ? half.width : size.width * border)
  const from = border === null ? half.width : size.width * border
  paint(context, half, after, share, border === null ? half.width : 0, from, size.width)
  context.fillStyle = '#fff'
  context.fillRect(from - 1, 0, 2, size.height)
}

/** One stage moved right by `left`, clipped to the stretch from `from` to `to`. */
function paint(
  context: CanvasRenderingContext2D,
  size: Size,
  { facts, grey, labels }: PreparedStage,
  share: number,
  left: number,
  from: number,
  to: number,
): void {
  const { columns, rows, spacingMm } = facts
  const plane = { columns, rows, spacingMm: { x: spacingMm, y: spacingMm } }
  const whole = caseTransform(plane, labels, size, share)
  const at = { ...whole, left: whole.left + left }
  context.save()
  context.beginPath()
  context.rect(from, 0, Math.max(0, to - from), size.height)
  context.clip()
  drawGrey(context, grey, columns, rows, at)
  drawRings(context, labelRings(labels, columns, rows), at, {
    colour: null,
    dash: null,
    widthPx: 1.5,
    fill: 0,
  })
  context.restore()
}
