import type { Contour, PointPx } from '#shared/domain/contour'
import { paneTransform } from '#renderer/canvas/view/imageView'
import type { ToolOutcome, ToolPointer, ToolPress, ToolScene } from '#renderer/canvas/tools/toolState'

/** Pixels of 1 × 2 mm; shown 4 CSS pixels to a pixel across, 8 down. */
export const plane = { columns: 100, rows: 100, spacingMm: { x: 1, y: 2, z: 8 } }
export const transform = paneTransform({ zoom: 1, centre: { x: 49.5, y: 49.5 } }, plane, {
  width: 400,
  height: 800,
})

export const scene = (more: Partial<ToolScene> = {}): ToolScene => ({
  boundary: 'lv-endo',
  slice: 3,
  phase: 0,
  contour: null,
  partner: null,
  plane,
  radiusMm: 6,
  finish: 'exact',
  lastStroke: null,
  author: 'AB',
  ...more,
})

export const circle = (x: number, y: number, radiusMm: number, points = 90): PointPx[] =>
  Array.from({ length: points }, (_, i) => {
    const turn = (2 * Math.PI * i) / points
    return { x: x + radiusMm * Math.cos(turn), y: y + (radiusMm / 2) * Math.sin(turn) }
  })

export const contourOf = (ring: PointPx[], more: Partial<Contour> = {}): Contour => ({
  boundary: 'lv-endo',
  slice: 3,
  phase: 0,
  rings: [ring],
  knots: null,
  state: 'accepted',
  source: 'imported',
  author: 'expert',
  ...more,
})

type Keys = Partial<Pick<ToolPointer, 'control' | 'shift' | 'alt'>>
export const at = (x: number, y: number, keys: Keys = {}): ToolPointer => ({
  image: { x, y },
  transform,
  control: false,
  shift: false,
  alt: false,
  ...keys,
})

/** A whole gesture: press at the first point, move over the others, release at the last. */
export function drag(press: ToolPress, on: ToolScene, way: readonly ToolPointer[]): ToolOutcome {
  let outcome = press(way[0]!, on)
  for (const to of way.slice(1)) if (outcome.kind === 'live') outcome = outcome.state.move(to)
  return outcome.kind === 'live' ? outcome.state.release(way.at(-1)!) : outcome
}

export function edited(outcome: ToolOutcome) {
  if (outcome.kind !== 'finished') throw new Error(`nothing was edited: ${JSON.stringify(outcome)}`)
  return outcome.edit
}
