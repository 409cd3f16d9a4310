import type { ModelCard } from '#shared/domain/model'
import type { OnnxPlan } from '#shared/domain/onnxImport'
import type { WarmModel } from '../inference/warmModels'
import { OnnxSegmenter } from '../segmenting/onnxSegmenter'

/** A model that is used through its ONNX file, as the others are held; `file` names it in faults. */
export function warmOnnx(card: ModelCard, bytes: Uint8Array, plan: OnnxPlan, file: string): WarmModel {
  const { preparation, prediction, postprocessing, channels } = card
  const segmenter = new OnnxSegmenter(bytes, plan, file)
  return {
    card,
    segmenter,
    dispose: () => segmenter.dispose(),
    recipe: { preparation, prediction, postprocessing, channels },
  }
}
