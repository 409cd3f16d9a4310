import { boundaryIds } from '#shared/domain/structures'
import type { PaneTransform } from '#renderer/canvas/view/imageView'
import type { LabelRing } from './labelRings'
import { labelPath } from './labelPaths'

/** Missed blue, extra orange: apart for every kind of colour vision (features.md 8.2). */
export const differenceInk = { missed: '#4D96FF', extra: '#FF9F1C' } as const

let scratch: HTMLCanvasElement | null = null

/** Paints what the prediction missed of the truth and what it has too much of, boundary by boundary (R-CP-2). */
export function paintDifference(
  context: CanvasRenderingContext2D,
  prediction: readonly LabelRing[],
  truth: readonly LabelRing[],
  at: PaneTransform,
): void {
  for (const boundary of boundaryIds) {
    const [own, theirs] = [prediction, truth].map((rings) => rings.find((ring) => ring.boundary === boundary))
    if (theirs) paintOnlyIn(context, theirs, own, at, differenceInk.missed)
    if (own) paintOnlyIn(context, own, theirs, at, differenceInk.extra)
  }
}

function paintOnlyIn(
  context: CanvasRenderingContext2D,
  inside: LabelRing,
  outside: LabelRing | undefined,
  at: PaneTransform,
  colour: string,
): void {
  if (inside.rings.length === 0) return
  const { width, height } = context.canvas
  scratch ??= document.createElement('canvas')
  if (scratch.width !== width || scratch.height !== height) Object.assign(scratch, { width, height })
  const layer = scratch.getContext('2d')!
  layer.resetTransform()
  layer.clearRect(0, 0, width, height)
  layer.setTransform(context.getTransform())
  layer.globalCompositeOperation = 'source-over'
  layer.fillStyle = colour
  layer.fill(labelPath(inside, at), 'evenodd')
  layer.globalCompositeOperation = 'destination-out'
  if (outside) layer.fill(labelPath(outside, at), 'evenodd')
  context.save()
  context.resetTransform()
  context.globalAlpha = 0.88
  context.drawImage(scratch, 0, 0)
  context.restore()
}
