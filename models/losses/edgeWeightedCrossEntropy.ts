import * as tf from '@tensorflow/tfjs'
import { evenShare, weightedCrossEntropySum } from './crossEntropy'
import type { Comparison } from './loss'

/** Mean of m·CE over the pixels, m their weight map (networks.md B2 `edge_weighted_ce`; Ronneberger et al. 2015, eq. 1). */
export function edgeWeightedCrossEntropy(comparison: Comparison): tf.Scalar {
  const share = evenShare(comparison)
  return weightedCrossEntropySum(comparison, comparison.maps ? tf.mul(share, comparison.maps) : share)
}
