import type * as tf from '@tensorflow/tfjs'
import { preparedSide } from '#shared/domain/preparation'
import type { ModelCard } from '#shared/domain/model'
import { isPluginName } from '#shared/domain/plugin'
import { SeptumError } from '#shared/errors/SeptumError'
import { networkCatalogue } from '#models/networks/catalogue'
import type { NetworkOptions } from '#models/networks/networkOptions'
import { importWeights, type Weights } from '#models/networks/weights'

/** The network of a trained model with its weights; the caller frees it. Throws MODEL_DAMAGED, MODEL_REFUSED for a plug-in's. */
export function networkOfCard(card: ModelCard, weights: Weights): tf.LayersModel {
  const { id, options } = card.network
  if (id === 'onnx') throw new Error(`${card.id} was made elsewhere: it has no network of the catalogue`)
  if (isPluginName(id))
    throw new SeptumError('MODEL_REFUSED', {
      file: card.id,
      reason: "its network is a plug-in's; it can be written as ONNX and as safetensors",
    })
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
