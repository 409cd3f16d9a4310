import type { PaneTransform } from '#renderer/canvas/view/imageView'

/** Draws 8-bit grey where the transform says; pixel centres at integers. */
export function drawGrey(
  context: CanvasRenderingContext2D,
  grey: Uint8Array,
  columns: number,
  rows: number,
  at: PaneTransform,
): void {
  const pixels = new ImageData(columns, rows)
  grey.forEach((value, i) => pixels.data.set([value, value, value, 255], i * 4))
  const source = document.createElement('canvas')
  Object.assign(source, { width: columns, height: rows })
  source.getContext('2d')!.putImageData(pixels, 0, 0)
  context.imageSmoothingQuality = 'high'
  const { left, top, scaleX, scaleY } = at
  context.drawImage(source, left - scaleX / 2, top - scaleY / 2, columns * scaleX, rows * scaleY)
}
