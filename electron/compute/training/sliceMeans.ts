import { ignoredLabel, regions, type RegionId } from '#shared/domain/structures'
import { meanSoftOverlap } from '#models/metrics/softOverlap'
import type { PreparedVolume } from './preparedVolume'

/** Soft Jaccard of each structure as the mean over slices of many volumes (evaluation.md E0.4, S3). */
export class SliceMeans {
  private readonly sums = new Map<RegionId, { jaccard: number; slices: number }>()

  constructor(
    private readonly channels: readonly RegionId[],
    private readonly side: number,
  ) {}

  /** Takes a volume's probabilities [Z, side, side, channels]; a structure that it does not label is left out, as are pixels to be ignored. */
  add(
    probabilities: Float32Array,
    { labels, labelled, count }: Pick<PreparedVolume, 'labels' | 'labelled' | 'count'>,
  ): void {
    this.channels.forEach((region, k) => {
      if (!labelled.includes(region)) return
      const { label } = regions[region]
      const own = Float32Array.from(labels, (value, i) =>
        value === ignoredLabel ? 0 : probabilities[i * this.channels.length + k]!,
      )
      const truth = Float32Array.from(labels, (value) => (value === label ? 1 : 0))
      const { jaccard } = meanSoftOverlap(own, truth, this.side ** 2)
      const sum = this.sums.get(region) ?? { jaccard: 0, slices: 0 }
      this.sums.set(region, { jaccard: sum.jaccard + jaccard * count, slices: sum.slices + count })
    })
  }

  means(): Partial<Record<RegionId, number>> {
    return Object.fromEntries([...this.sums].map(([region, sum]) => [region, sum.jaccard / sum.slices]))
  }
}
