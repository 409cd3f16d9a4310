import type { ModelCard } from '#shared/domain/model'
import { regions } from '#shared/domain/structures'
import { sha256 } from './writeModelFolder'

/** What a user of an exported model has to know, as the texts that model files can carry. */
export function exportFacts(card: ModelCard): Record<string, string> {
  const { id, network, channels, preparation, postprocessing, trainedOn, result, licence, createdAt } = card
  const fingerprint = trainedOn && sha256(new TextEncoder().encode(JSON.stringify(trainedOn)))
  return {
    septum_model: id,
    network: network.id,
    labels: JSON.stringify(channels.map((region) => ({ region, label: regions[region].label }))),
    preparation: JSON.stringify(preparation),
    postprocessing: JSON.stringify(postprocessing),
    trained_on: trainedOn ? `${trainedOn.cases.length} cases, ${trainedOn.slices} slices` : 'not known',
    data_fingerprint: fingerprint ?? 'not known',
    metrics: JSON.stringify(result?.mean ?? {}),
    licence,
    created: createdAt,
    intended_use: 'Research use only. Not a medical device.',
  }
}
