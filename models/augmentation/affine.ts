import type { TransformOf } from '#shared/domain/augmentation'
import { uniform, type Random } from '#shared/domain/random'
import { resampled, type Field } from './resampled'
import type { Sample } from './sample'

/** Rotation, zoom, shift and flips about the centre in one interpolation (networks.md D1, D3). */
export function affine(sample: Sample, options: TransformOf<'affine'>, random: Random): Sample {
  const { rotationDegrees, rightAngles, translationPx, zoom, flip } = options
  const quarter = Math.floor(4 * random())
  const degrees = uniform(random, ...rotationDegrees) + (rightAngles ? 90 * quarter : 0)
  const shift = { x: uniform(random, ...translationPx), y: uniform(random, ...translationPx) }
  const factor = uniform(random, ...zoom)
  const [flipX, flipY] = [random() < 0.5 && flip, random() < 0.5 && flip]
  return resampled(sample, turned(sample, { degrees, zoom: factor, shift, flipX, flipY }), options)
}

export interface Turn {
  readonly degrees: number
  readonly zoom: number
  readonly shift: { readonly x: number; readonly y: number }
  readonly flipX: boolean
  readonly flipY: boolean
}

/**
 * The field of a turn: flipped, scaled, rotated, then shifted by pixels, all about the centre (datasets C). A rotation is
 * one in mm, on pixels that are not square too.
 */
export function turned({ side, spacingMm }: Sample, { degrees, zoom, shift, flipX, flipY }: Turn): Field {
  const field = { u: new Float32Array(side * side), v: new Float32Array(side * side) }
  const angle = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle) / zoom, Math.sin(angle) / zoom]
  const stretch = spacingMm.y / spacingMm.x
  const [signX, signY] = [flipX ? -1 : 1, flipY ? -1 : 1]
  const centre = (side - 1) / 2
  for (let y = 0, i = 0; y < side; y++) {
    const fromY = y - centre - shift.y
    for (let x = 0; x < side; x++, i++) {
      const fromX = x - centre - shift.x
      field.u[i] = signX * (cos * fromX + sin * stretch * fromY) + centre
      field.v[i] = signY * ((-sin / stretch) * fromX + cos * fromY) + centre
    }
  }
  return field
}
