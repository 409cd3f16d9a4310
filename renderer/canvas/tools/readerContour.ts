import type { Contour, PointPx } from '#shared/domain/contour'
import type { ToolScene } from './toolState'

/**
 * The contour that a reader's gesture makes: accepted, in the reader's name. What a model or a file brought first
 * stays known as edited; what was drawn by hand stays by hand (P-4).
 */
export function readerContour(
  scene: ToolScene,
  rings: readonly (readonly PointPx[])[],
  knots: readonly PointPx[] | null = null,
): Contour {
  const { boundary, slice, phase, contour, author } = scene
  return {
    boundary,
    slice,
    phase,
    rings: rings.map((ring) => [...ring]),
    knots: knots ? [...knots] : null,
    state: 'accepted',
    source: contour && contour.source !== 'hand' ? 'edited' : 'hand',
    author,
  }
}
