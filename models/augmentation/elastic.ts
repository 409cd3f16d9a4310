import type { TransformOf } from '#shared/domain/augmentation'
import { seededRandom, uniform, type Random } from '#shared/domain/random'
import { turned } from './affine'
import { gaussianFiltered } from './gaussianFilter'
import { resampled } from './resampled'
import type { Sample } from './sample'

/**
 * Elastic deformation (networks.md D5): even noise from -1 to 1 on each axis, smoothed by a Gaussian of σ pixels, times α
 * pixels; then rotation and zoom about the centre; one interpolation for all. In a volume every plane goes the same way.
 */
export function elastic(sample: Sample, options: TransformOf<'elastic'>, random: Random): Sample {
  const { side } = sample
  const alpha = uniform(random, ...options.alphaPx)
  const sigma = uniform(random, ...options.sigmaPx)
  const degrees = uniform(random, ...options.rotationDegrees)
  const zoom = uniform(random, ...options.zoom)
  const noise = seededRandom(random() * 4294967296)
  const field = turned(sample, { degrees, zoom, shift: { x: 0, y: 0 }, flipX: false, flipY: false })
  const [dx, dy] = [0, 1].map(() =>
    gaussianFiltered(
      Float32Array.from({ length: side * side }, () => 2 * noise() - 1),
      side,
      sigma,
      'zero',
    ),
  )
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180) / zoom, Math.sin((degrees * Math.PI) / 180) / zoom]
  const stretch = sample.spacingMm.y / sample.spacingMm.x
  // The deformation comes first on the way back from the new plane, so the turn acts on it too.
  for (let i = 0; i < field.u.length; i++) {
    const [x, y] = [alpha * dx![i]!, alpha * dy![i]!]
    field.u[i]! += cos * x + sin * stretch * y
    field.v[i]! += (-sin / stretch) * x + cos * y
  }
  return resampled(sample, field, options)
}
