import type { ModelCard } from '#shared/domain/model'
import { OnnxPlan } from '#shared/domain/onnxImport'
import { preparedSide } from '#shared/domain/preparation'
import { SeptumError } from '#shared/errors/SeptumError'
import type { WarmModel } from '../inference/warmModels'
import { warmOnnx } from '../modelFolder/warmOnnx'

/** A model of a plug-in's network, from the ONNX file that its run wrote: the plug-in is not needed, and not run. */
export function warmPlugin(card: ModelCard, bytes: Uint8Array): WarmModel {
  const { preparation, channels } = card
  const { output } = card.network.options
  if (output !== 'softmax' && output !== 'sigmoid')
    throw new SeptumError('MODEL_DAMAGED', {
      model: card.id,
      reason: 'its card does not say what its output means',
    })
  const plan = OnnxPlan.parse({
    schema: 'septum-onnx/1',
    name: card.name.slice(0, 80),
    input: { name: 'input', order: 'NHWC', planes: 1 },
    output: {
      ...{ name: 'output', order: 'NHWC', meaning: output },
      channels: output === 'softmax' ? ['background', ...channels] : channels,
    },
    preparation: { side: preparedSide(preparation) },
  })
  return warmOnnx(card, bytes, plan, card.id)
}
