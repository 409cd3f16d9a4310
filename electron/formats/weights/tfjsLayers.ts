import { dirname, join } from 'node:path'
import { z } from '#shared/domain/schema'
import { countOf, type NamedArray } from '#shared/domain/namedArray'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '../fileBytes'
import { bytesOfKind, floatsOf, type NumberKind } from './floats'
import { checkedShape, heldArray, largestWeightsBytes, mostArrays } from './heldArray'

const kinds: Readonly<Record<string, NumberKind>> = { float32: 'f32', int32: 'i32', bool: 'u8' }
const packed: Readonly<Record<string, NumberKind>> = { uint8: 'u8', float16: 'f16' }

const Entry = z.object({
  name: z.string(),
  shape: z.array(z.number().int().nonnegative()),
  dtype: z.string(),
  quantization: z
    .object({ dtype: z.string(), scale: z.number().optional(), min: z.number().optional() })
    .optional(),
})
const Model = z.object({
  weightsManifest: z
    .array(z.object({ paths: z.array(z.string()).max(10_000), weights: z.array(Entry).max(mostArrays) }))
    .max(1000),
})

/** Weights of a TensorFlow.js model: `model.json` and the files beside it that it names. Errors: FILE_MALFORMED, FILE_UNREADABLE, WEIGHTS_UNSAFE. */
export async function tfjsArrays(bytes: Uint8Array, file: string): Promise<NamedArray[]> {
  const malformed = (reason: string) => new SeptumError('FILE_MALFORMED', { file, reason })
  const model = Model.safeParse(json(bytes))
  if (!model.success) throw malformed('it names no weights (weightsManifest)')
  const arrays: NamedArray[] = []
  for (const { paths, weights } of model.data.weightsManifest) {
    const body = await shards(paths, file)
    let at = 0
    for (const { name, shape, dtype, quantization } of weights) {
      const kind = quantization ? packed[quantization.dtype] : kinds[dtype]
      if (!kind) throw malformed(`it has weights of the kind ${quantization?.dtype ?? dtype}`)
      const count = countOf(checkedShape(shape, file, name)) * bytesOfKind[kind]
      const part = body.subarray(at, at + count)
      at += count
      const held = heldArray(name, shape, part, kind, file)
      const { scale = 1, min = 0 } = quantization ?? {}
      const whole = quantization?.dtype === 'uint8'
      const values = (): Promise<Float32Array> =>
        Promise.resolve(floatsOf(part, kind).map((value) => value * scale + min))
      arrays.push(whole ? { ...held, values } : held)
    }
  }
  return arrays
}

async function shards(paths: readonly string[], file: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let total = 0
  for (const path of paths) {
    if (!/^[\w.-]+$/.test(path) || path.startsWith('.'))
      throw new SeptumError('WEIGHTS_UNSAFE', { file, reason: 'it names files outside its own folder' })
    const { bytes } = await fileBytes(join(dirname(file), path))
    total += bytes.length
    if (total > largestWeightsBytes)
      throw new SeptumError('FILE_MALFORMED', { file, reason: 'its weights are larger than 1 GB' })
    parts.push(bytes)
  }
  const all = new Uint8Array(total)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null // refused by the schema
  }
}
