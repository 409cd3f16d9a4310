import type { Context } from 'konva/lib/Context'
import { Shape } from 'konva/lib/Shape'
import type { Contour, PointPx } from '#shared/domain/contour'
import { toScreen, type PaneTransform } from '../view/imageView'
import type { ContourStyle } from './contourStyle'

export type Ring = readonly PointPx[]
const halo = 'rgba(0,0,0,0.6)'

function trace(context: Context, rings: readonly Ring[], transform: PaneTransform, closed: boolean): void {
  context.beginPath()
  for (const ring of rings) {
    ring.forEach((point, index) => {
      const { x, y } = toScreen(transform, point)
      if (index === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    })
    if (closed && ring.length) context.closePath()
  }
}

const shape = (
  rings: readonly Ring[],
  transform: PaneTransform,
  closed: boolean,
  attributes: Record<string, unknown>,
): Shape =>
  new Shape({
    listening: false,
    perfectDrawEnabled: false,
    lineJoin: 'round',
    ...attributes,
    sceneFunc: (context, self) => {
      trace(context, rings, transform, closed)
      context.fillStrokeShape(self)
    },
  })

/** The fill of a contour: even-odd, so that a hole, or the cavity inside the myocardium, stays clear. */
export function fillShape(
  rings: readonly Ring[],
  holes: readonly Ring[],
  transform: PaneTransform,
  style: ContourStyle,
): Shape {
  return shape([...rings, ...holes], transform, true, {
    fill: style.colour,
    opacity: style.fillOpacity,
    fillRule: 'evenodd',
  })
}

/** A line with its dark halo beneath, in screen pixels at every zoom. */
export function lineShapes(
  rings: readonly Ring[],
  transform: PaneTransform,
  style: Pick<ContourStyle, 'colour' | 'lineWidth' | 'dash'>,
  closed = true,
): Shape[] {
  return [
    shape(rings, transform, closed, { stroke: halo, strokeWidth: style.lineWidth + 2 }),
    shape(rings, transform, closed, {
      stroke: style.colour,
      strokeWidth: style.lineWidth,
      dash: [...style.dash],
    }),
  ]
}

/** Fill and outline of one contour. `inner`: the contour whose inside is not filled. */
export function contourShapes(
  contour: Contour,
  inner: Contour | undefined,
  transform: PaneTransform,
  style: ContourStyle,
): Shape[] {
  const fill = style.fillOpacity > 0 ? [fillShape(contour.rings, inner?.rings ?? [], transform, style)] : []
  return style.lineWidth > 0 ? [...fill, ...lineShapes(contour.rings, transform, style)] : fill
}
