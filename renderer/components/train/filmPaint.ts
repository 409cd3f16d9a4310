import type { FilmPicture, FilmHeader } from '#shared/domain/film'
import type { PaneTransform } from '#renderer/canvas/view/imageView'
import { paintDifference } from '../pictures/differencePaint'
import { drawGrey } from '../pictures/drawGrey'
import { heartBox } from '../pictures/heartBox'
import { drawRings } from '../pictures/labelPaths'
import { labelRings } from '../pictures/labelRings'

export const filmColumns = ['image', 'truth', 'prediction', 'difference'] as const
export type FilmColumn = (typeof filmColumns)[number]

/** One picture of the film with its size. */
export interface FilmShot {
  readonly header: FilmHeader
  readonly picture: FilmPicture
}

/** The three planes of `training.picture`, one after the other; throws when bytes and header disagree. */
export function filmPlanes(header: FilmHeader, bytes: Uint8Array): FilmPicture {
  const plane = header.columns * header.rows
  if (bytes.byteLength !== 3 * plane)
    throw new Error(`film of ${3 * plane} bytes announced, ${bytes.byteLength} came`)
  const part = (index: number) => bytes.subarray(index * plane, (index + 1) * plane)
  return { image: part(0), truth: part(1), prediction: part(2) }
}

/**
 * Where a film frame puts its picture: the heart of the truth in the middle, filling seven tenths of the frame, so that
 * all epochs look at the same place. Without a heart, the whole picture. Pixels are square after preparation.
 */
export function filmTransform(
  header: Pick<FilmHeader, 'columns' | 'rows'>,
  truth: Uint8Array,
  size: { readonly width: number; readonly height: number },
): PaneTransform {
  const heart = heartBox(truth, header.columns)
  const box = heart ?? { from: { x: 0, y: 0 }, to: { x: header.columns - 1, y: header.rows - 1 } }
  const [width, height] = [box.to.x - box.from.x + 1, box.to.y - box.from.y + 1]
  const scale = (heart ? 0.7 : 1) * Math.min(size.width / width, size.height / height)
  return {
    left: size.width / 2 - ((box.from.x + box.to.x) / 2) * scale,
    top: size.height / 2 - ((box.from.y + box.to.y) / 2) * scale,
    scaleX: scale,
    scaleY: scale,
  }
}

/** Draws one picture of the film into a canvas whose context is scaled to CSS pixels. */
export function paintFilm(
  context: CanvasRenderingContext2D,
  size: { readonly width: number; readonly height: number },
  header: FilmHeader,
  picture: FilmPicture,
  column: FilmColumn,
  filled: boolean,
): void {
  const { columns, rows } = header
  const at = filmTransform(header, picture.truth, size)
  context.fillStyle = '#000'
  context.fillRect(0, 0, size.width, size.height)
  drawGrey(context, picture.image, columns, rows, at)
  if (column === 'image') return
  const truth = labelRings(picture.truth, columns, rows)
  const prediction = labelRings(picture.prediction, columns, rows)
  if (column === 'difference') {
    context.fillStyle = 'rgba(0, 0, 0, .45)'
    context.fillRect(0, 0, size.width, size.height)
    paintDifference(context, prediction, truth, at)
    drawRings(context, truth, at, { colour: '#fff', dash: [], widthPx: 0.75, fill: 0 })
    return
  }
  drawRings(context, column === 'truth' ? truth : prediction, at, {
    colour: null,
    dash: column === 'truth' ? null : [6, 4],
    widthPx: 1.25,
    fill: filled ? 0.3 : 0,
  })
}
