import type * as tf from '@tensorflow/tfjs'
import { normalFanOut, smallNormal } from '../initialisers/heNormal'
import { initialiseFilters, type Initialiser } from '../initialisers/initialiseFilters'

/** What turns pyramids into scores: version 2's dilated convolutions, version 3's last 1×1. */
const isHead = ({ name }: tf.layers.Layer): boolean => /^(aspp\.c\d|fc2)$/.test(name)

/** N(0, 2/fan out) before each norm, N(0, 0.01²) in the head (networks.md A6); γ 1, β and biases 0. */
export function initialiseDeeplab(model: tf.LayersModel, seed: number): void {
  const head: Initialiser = smallNormal(0.01)
  initialiseFilters(model, normalFanOut, seed, (layer) => !isHead(layer))
  initialiseFilters(model, head, seed, isHead)
}
