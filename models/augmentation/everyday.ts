import type { Augmentation } from '#shared/domain/augmentation'
import { uniform, type Random } from '#shared/domain/random'
import { normalStream } from './normalStream'
import { greyStatistics, type Sample } from './sample'

/**
 * The short form of augmentation, in plane: flips, zoom, rotation and shift about the centre in this order, then contrast,
 * gamma and noise. The image is sampled linearly and the labels to the nearest pixel (X25), both through the same map;
 * beyond the edge the edge goes on. With probability 1 - `probability` the sample comes back unchanged.
 */
export function everyday(sample: Sample, augmentation: Augmentation, random: Random): Sample {
  if (random() >= augmentation.probability) return sample
  const { side } = sample
  const map = drawnMap(sample.spacingMm, augmentation, random)
  const pixels = side * side
  const image = new Float32Array(sample.image.length)
  const labels = new Uint8Array(sample.labels.length)
  for (let from = 0; from < image.length; from += pixels)
    samplePlane(
      sample.image.subarray(from, from + pixels),
      sample.labels.subarray(from, from + pixels),
      side,
      map,
      { image: image.subarray(from, from + pixels), labels: labels.subarray(from, from + pixels) },
    )
  changeIntensity(image, augmentation, random)
  return { ...sample, image, labels }
}

/** From a pixel of the new plane, relative to the centre, to the pixel of the old one that it shows. */
interface Map2 {
  readonly xx: number
  readonly xy: number
  readonly yx: number
  readonly yy: number
  readonly shiftX: number
  readonly shiftY: number
}

function drawnMap(
  spacingMm: { readonly x: number; readonly y: number },
  augmentation: Augmentation,
  random: Random,
): Map2 {
  const { rotationDegrees, translationMm, zoom, flip } = augmentation
  const angle = (uniform(random, -rotationDegrees, rotationDegrees) * Math.PI) / 180
  const [shiftXMm, shiftYMm] = [
    uniform(random, -translationMm, translationMm),
    uniform(random, -translationMm, translationMm),
  ]
  const factor = uniform(random, zoom[0], zoom[1])
  const mirrorX = random() < 0.5 && flip ? -1 : 1
  const mirrorY = random() < 0.5 && flip ? -1 : 1
  const [cos, sin] = [Math.cos(angle) / factor, Math.sin(angle) / factor]
  // Turned in mm, so that a rotation stays one on pixels that are not square.
  const stretch = spacingMm.y / spacingMm.x
  return {
    xx: mirrorX * cos,
    xy: mirrorX * sin * stretch,
    yx: (-mirrorY * sin) / stretch,
    yy: mirrorY * cos,
    shiftX: shiftXMm / spacingMm.x,
    shiftY: shiftYMm / spacingMm.y,
  }
}

function samplePlane(
  image: Float32Array,
  labels: Uint8Array,
  side: number,
  map: Map2,
  out: { readonly image: Float32Array; readonly labels: Uint8Array },
): void {
  const [centre, last] = [(side - 1) / 2, side - 1]
  for (let y = 0, i = 0; y < side; y++) {
    const fromY = y - centre - map.shiftY
    for (let x = 0; x < side; x++, i++) {
      const fromX = x - centre - map.shiftX
      let u = map.xx * fromX + map.xy * fromY + centre
      let v = map.yx * fromX + map.yy * fromY + centre
      u = u < 0 ? 0 : u > last ? last : u
      v = v < 0 ? 0 : v > last ? last : v
      // Positive numbers: | 0 rounds down.
      const [u0, v0] = [u | 0, v | 0]
      const [du, dv] = [u - u0, v - v0]
      const right = u0 < last ? 1 : 0
      const corner = v0 * side + u0
      const under = v0 < last ? corner + side : corner
      const above = image[corner]! + du * (image[corner + right]! - image[corner]!)
      const below = image[under]! + du * (image[under + right]! - image[under]!)
      out.image[i] = above + dv * (below - above)
      out.labels[i] = labels[(dv < 0.5 ? corner : under) + (du < 0.5 ? 0 : right)]!
    }
  }
}

/** Contrast about the mean, gamma on the sample scaled to 0..1 (and back), Gaussian noise: in place. */
function changeIntensity(image: Float32Array, augmentation: Augmentation, random: Random): void {
  const contrast = uniform(random, 1 - augmentation.contrast, 1 + augmentation.contrast)
  const steepest = Math.log(1 + augmentation.gamma)
  const gamma = Math.exp(uniform(random, -steepest, steepest))
  const draw = normalStream(random)
  const { mean, least, most } = greyStatistics(image)
  const range = most - least
  const curve = gammaCurve(gamma)
  const last = curve.length - 2
  for (let i = 0; i < image.length; i++) {
    let value = image[i]!
    if (range > 0 && augmentation.gamma > 0) {
      const at = ((value - least) / range) * last
      const below = at | 0
      value = least + range * (curve[below]! + (at - below) * (curve[below + 1]! - curve[below]!))
    }
    value = mean + contrast * (value - mean)
    if (augmentation.noise > 0) value += augmentation.noise * draw()
    image[i] = value
  }
}

/** x^gamma at 0, 1/1024, …, 1, and once more at 1, so that the end has a neighbour. */
const gammaCurve = (gamma: number): Float32Array =>
  Float32Array.from({ length: 1026 }, (_, i) => Math.min(1, i / 1024) ** gamma)
