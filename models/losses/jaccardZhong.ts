import * as tf from '@tensorflow/tfjs'
import type { Comparison } from './loss'
import { meanOverRegions, regionSums, unionOf, type RegionSums } from './regionSums'

/** A union of nothing counts as this, so that an empty image stays finite; as published it is 0/0 (Q40). */
const least = 1e-12

/** S3's: -mean over images of I/(A + B - I) of the first structure only (networks.md B1 `jaccard_zhong`, Q39, Q41). */
export function jaccardZhong(comparison: Comparison): tf.Scalar {
  const all = regionSums(comparison, { over: 'image' })
  const first = (x: tf.Tensor): tf.Tensor => tf.slice(x, [0, 0], [-1, 1])
  const sums: RegionSums = {
    overlap: first(all.overlap),
    truth: first(all.truth),
    answer: first(all.answer),
    counted: first(all.counted),
  }
  return meanOverRegions(tf.neg(tf.div(sums.overlap, tf.maximum(unionOf(sums), least))), sums)
}
