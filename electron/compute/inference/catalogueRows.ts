import type { ModelDescription, ModelRow } from '#shared/domain/model'
import type { NetworkId } from '#shared/domain/network'
import { networkCatalogue } from '#models/networks/catalogue'
import type { NetworkOptions } from '#models/networks/networkOptions'

/** Every network that can be trained, with its published size. Nothing is built. */
export const catalogueRows = (): ModelRow[] =>
  Object.values(networkCatalogue).map(({ id, title, size, describe }) => {
    const { trainableParameters, totalParameters } = describe({ size })
    return {
      id,
      source: 'catalogue',
      title,
      network: id,
      input: [...size, 1],
      trainableParameters,
      totalParameters,
      card: null,
    }
  })

/** The layers of a network as it was, or would be, built; `options` are those of a model card. */
export function modelDescription(
  id: string,
  network: NetworkId,
  options: Readonly<Record<string, unknown>>,
): ModelDescription {
  const entry = networkCatalogue[network]
  const asked = options as Partial<NetworkOptions>
  const { layers, trainableParameters, flops, memoryBytes } = entry.describe({ size: entry.size, ...asked })
  return { id, layers, trainableParameters, flops, memoryBytes }
}
