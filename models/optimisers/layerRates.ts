import type { NetworkId } from '#shared/domain/network'

/** How fast a weight learns, of the learning rate and of the decay. */
export interface WeightRate {
  readonly rate: number
  readonly decay: number
}

const even: WeightRate = { rate: 1, decay: 1 }
const caffeBias: WeightRate = { rate: 2, decay: 0 }

/** The published multipliers of a weight, such as `score_fr/bias` (networks.md A4, A5, C2; Q32 as corrected). */
export function publishedRate(network: NetworkId, weight: string): WeightRate {
  const bias = weight.endsWith('/bias')
  switch (network) {
    case 'fcn-alexnet':
      return weight === 'score_fr/bias' ? caffeBias : even
    case 'fcn-8s':
      return bias ? caffeBias : even
    case 'deeplab-v2':
    case 'deeplab-v3': {
      const head = /^(aspp|fc1|fc2)[./]/.test(weight)
      if (!head) return even
      return bias ? { rate: 20, decay: 0 } : { rate: 10, decay: 1 }
    }
    default:
      return even
  }
}

/** The multiplier of the longest of the given beginnings that a weight's name has; 0 freezes it. None: null. */
export function askedRate(rates: Readonly<Record<string, number>>, weight: string): number | null {
  const [longest] = Object.keys(rates)
    .filter((beginning) => weight.startsWith(beginning))
    .sort((a, b) => b.length - a.length)
  return longest === undefined ? null : rates[longest]!
}
