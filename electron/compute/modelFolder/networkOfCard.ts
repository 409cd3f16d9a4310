import type * as tf from '@tensorflow/tfjs'
import { preparedSide } from '#shared/domain/preparation'
import type { ModelCard } from '#shared/domain/model'
import { networkCatalogue } from '#models/networks/catalogue'
import type { NetworkOptions } from '#models/networks/networkOptions'
import { importWeights, type Weights } from '#models/networks/weights'

/** The network of a trained model with its weights; the caller frees it. Throws MODEL_DAMAGED. */
export function networkOfCard(card: ModelCard, weights: Weights): tf.LayersModel {
  const { id, options } = card.network
  if (id === 'onnx') throw new Error(`${card.id} was made elsewhere: it has no network of the catalogue`)
  const side = preparedSide(card.preparation)
  const asked = options as Partial<NetworkOptions>
  const network = networkCatalogue[id].build({
    ...asked,
    size: asked.size ?? [side, side],
    classes: card.channels.length,
  })
  try {
    importWeights(network, weights)
  } catch (error) {
    network.dispose()
    throw error
  }
  return network
}
