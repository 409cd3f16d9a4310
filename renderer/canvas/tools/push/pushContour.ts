import type { Contour, PointPx } from '#shared/domain/contour'
import { pointInRings } from '#shared/geometry/polygon'
import { selfCrossing } from '#shared/geometry/selfCrossing'
import { committedRing } from '../committedRing'
import { nearestSide } from '../hitTest'
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
import { pushRing, type PushDisc } from './pushRing'

/** Smaller discs would slip through between two points. */
const smallestRadiusMm = 1

/** A press of the push tool: the disc is solid, from inside it pushes out, from outside it pushes in; Ctrl inverts. */
export function pressPush(at: ToolPointer, scene: ToolScene): ToolOutcome {
  const { contour } = scene
  if (!contour) return idle('nothingHere')
  const nearest = contour.rings
    .map((ring, index) => ({
      index,
      distance: nearestSide(at.transform, ring, at.image)?.distance ?? Infinity,
    }))
    .toSorted((a, b) => a.distance - b.distance)[0]
  if (!nearest) return idle('nothingHere')
  const inside = pointInRings([contour.rings[nearest.index]!], at.image)
  const disc: PushDisc = {
    radiusMm: Math.max(smallestRadiusMm, scene.radiusMm),
    side: inside !== at.control ? 'inside' : 'outside',
    wall: scene.partner && {
      rings: scene.partner.rings,
      keep: scene.boundary.endsWith('endo') ? 'inside' : 'outside',
    },
  }
  return live(pushContour(scene, disc, contour, nearest.index, at.image, false))
}

function pushContour(
  scene: ToolScene,
  disc: PushDisc,
  contour: Contour,
  ring: number,
  centre: PointPx,
  touched: boolean,
): ToolState {
  return {
    preview: { contour, ghost: scene.contour },
    move({ image }) {
      const before = contour.rings[ring]!
      const after = pushRing(before, centre, image, disc, scene.plane)
      // A thin part between two sides would fold: the shape before is kept until the disc is back.
      const folds = selfCrossing(after) !== null
      const next = folds ? contour : readerContour(scene, contour.rings.with(ring, after))
      return live(pushContour(scene, disc, next, ring, folds ? centre : image, touched || !folds))
    },
    release() {
      if (!touched || !scene.contour) return idle()
      const committed = committedRing(contour.rings[ring]!, scene.plane)
      if (committed.kind === 'refused') return idle(committed.hint)
      return finished('Push', readerContour(scene, contour.rings.with(ring, [...committed.ring])))
    },
  }
}
