import { networkIds } from '#shared/domain/network'
import type { NameMap } from '../nameMap'

/** Weights that Septum wrote, whatever the container: named as they are here. */
export const ownNames: NameMap = {
  id: 'septum',
  title: 'weights of Septum',
  networks: networkIds,
  // The last resort: a map of another kind never has names of ours, such as `layer/kernel`.
  knows: (names) => [...names].some((name) => /^[^:]+\/(kernel|gamma|filter|weight)$/.test(name)),
  source: (weight) => ({ names: [weight], layout: 'same' }),
}
