import { z } from '#shared/domain/schema'
import { ModelDescription, ModelId, ModelRow } from '#shared/domain/model'
import { call, event } from './contract'

/** Networks that can be trained, and models that were. */
export const models = {
  list: call(z.void(), z.array(ModelRow)),
  show: call(z.object({ id: ModelId }), ModelDescription),
  /** ONNX, card and checksums into a folder. */
  export: call(z.object({ id: ModelId, folder: z.string() }), z.object({ files: z.array(z.string()) })),
  setState: call(
    z.object({ id: ModelId, state: z.enum(['draft', 'candidate', 'approved', 'retired']) }),
    z.void(),
  ),
  changed: event(z.object({ rows: z.array(ModelRow) })),
}
