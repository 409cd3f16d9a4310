/** Soft overlaps of one image: probabilities beside a truth of nought and one (evaluation E0.4). Nothing on both sides: 1. */
export interface SoftOverlap {
  /** Σpq/(Σp + Σq - Σpq): what S3 calls Dice (quirk D29). */
  readonly jaccard: number
  /** 2Σpq/(Σp + Σq). */
  readonly dice: number
}

export function softOverlap(probabilities: ArrayLike<number>, truth: ArrayLike<number>): SoftOverlap {
  if (probabilities.length !== truth.length)
    throw new Error(`Cannot compare ${probabilities.length} with ${truth.length} pixels`)
  let [both, either] = [0, 0]
  for (let i = 0; i < truth.length; i++) {
    both += probabilities[i]! * truth[i]!
    either += probabilities[i]! + truth[i]!
  }
  return { jaccard: either === 0 ? 1 : both / (either - both), dice: either === 0 ? 1 : (2 * both) / either }
}

/** The mean over images of so many pixels each, one behind the other (evaluation E0.3, per_image_mean). */
export function meanSoftOverlap(
  probabilities: Float32Array,
  truth: Float32Array,
  pixels: number,
): SoftOverlap {
  const images = truth.length / pixels
  let [jaccard, dice] = [0, 0]
  for (let image = 0; image < images; image++) {
    const range = [image * pixels, (image + 1) * pixels] as const
    const one = softOverlap(probabilities.subarray(...range), truth.subarray(...range))
    jaccard += one.jaccard / images
    dice += one.dice / images
  }
  return { jaccard, dice }
}
