import { z } from '#shared/domain/schema'
import { ExportFormat, ModelDescription, ModelId, ModelRow } from '#shared/domain/model'
import { OnnxInspection, OnnxPlan } from '#shared/domain/onnxImport'
import { StudyId } from '#shared/domain/study'
import { call, event, task } from './contract'
import { WorkProgress } from './library'
import { Places, PredictedContours } from './predictions'

/** Networks that can be trained, and models that were. */
export const models = {
  list: call(z.void(), z.array(ModelRow)),
  show: call(z.object({ id: ModelId }), ModelDescription),
  /** A model with its card and checksums into a folder. */
  export: call(
    z.object({ id: ModelId, folder: z.string(), format: ExportFormat.default('onnx') }),
    z.object({ files: z.array(z.string()) }),
  ),
  setState: call(
    z.object({ id: ModelId, state: z.enum(['draft', 'candidate', 'approved', 'retired']) }),
    z.void(),
  ),
  /** Files in a folder that may be models or weights, by name. */
  files: call(
    z.object({ folder: z.string(), kind: z.enum(['onnx', 'weights']) }),
    z.object({ files: z.array(z.object({ name: z.string(), path: z.string(), bytes: z.number() })) }),
  ),
  /** Looks into an ONNX file and runs it on a phantom slice; nothing is kept (R-MD-1). */
  inspectFile: call(z.object({ file: z.string() }), OnnxInspection),
  /** What the model would draw in an open study as it is planned so far. */
  tryFile: task(
    z.object({ study: StudyId, file: z.string(), plan: OnnxPlan, places: Places }),
    WorkProgress,
    PredictedContours,
  ),
  /** Keeps the model; answers its id. */
  importFile: call(z.object({ file: z.string(), plan: OnnxPlan }), z.object({ id: ModelId })),
  changed: event(z.object({ rows: z.array(ModelRow) })),
}
