import type { PointPx } from '#shared/domain/contour'
import { paintRings, sweptDisc, type BrushMode } from '#shared/geometry/brush'
import { readerContour } from '../readerContour'
import {
  finished,
  idle,
  live,
  type ToolOutcome,
  type ToolPointer,
  type ToolScene,
  type ToolState,
} from '../toolState'

/** Below this radius, pixels, the brush always leaves the outline of pixels (E-4). */
const smoothFromPx = 3

/** A press of the brush (`add`) or of the eraser; Ctrl inverts, Shift draws straight from the end of the last stroke. */
export function pressBrush(mode: BrushMode, at: ToolPointer, scene: ToolScene): ToolOutcome {
  const inverse = mode === 'add' ? 'erase' : 'add'
  const chosen = at.control ? inverse : mode
  if (chosen === 'erase' && !scene.contour) return idle('nothingHere')
  const from = at.shift && scene.lastStroke ? [scene.lastStroke, at.image] : [at.image]
  return live(paintStroke(scene, chosen, sweptDisc(from, scene.radiusMm, scene.plane), at.image))
}

function paintStroke(scene: ToolScene, mode: BrushMode, mask: Uint8Array, at: PointPx): ToolState {
  const { plane } = scene
  const finish =
    scene.finish === 'smooth' && scene.radiusMm >= smoothFromPx * plane.spacingMm.x ? 'smooth' : 'exact'
  const rings = paintRings(scene.contour?.rings ?? [], mask, mode, plane.columns, plane.rows, finish)
  const after = rings.length ? readerContour(scene, rings) : null
  return {
    preview: { contour: after, ghost: scene.contour },
    move({ image }) {
      const swept = sweptDisc([at, image], scene.radiusMm, plane)
      return live(
        paintStroke(
          scene,
          mode,
          mask.map((set, i) => set | swept[i]!),
          image,
        ),
      )
    },
    release: () =>
      sameRings(rings, scene.contour?.rings ?? [])
        ? idle()
        : finished(mode === 'add' ? 'Brush' : 'Erase', after),
  }
}

const sameRings = (a: readonly (readonly PointPx[])[], b: readonly (readonly PointPx[])[]): boolean =>
  a.length === b.length &&
  a.every(
    (ring, i) =>
      ring.length === b[i]!.length && ring.every((p, j) => p.x === b[i]![j]!.x && p.y === b[i]![j]!.y),
  )
