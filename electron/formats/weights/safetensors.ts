import { z } from '#shared/domain/schema'
import { countOf, type NamedArray } from '#shared/domain/namedArray'
import { SeptumError } from '#shared/errors/SeptumError'
import { ByteCursor } from './ByteCursor'
import type { NumberKind } from './floats'
import { heldArray, mostArrays, shortName } from './heldArray'

const largestHead = 100 * 2 ** 20
const kinds: Readonly<Record<string, NumberKind>> = {
  F32: 'f32',
  F64: 'f64',
  F16: 'f16',
  BF16: 'bf16',
  I64: 'i64',
  I32: 'i32',
  U8: 'u8',
  I8: 'i8',
}
const Entry = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().nonnegative()),
  data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
})
const Head = z.record(z.string(), z.unknown())

/** Arrays of a safetensors file: u64 length of a head as JSON, the head, then the numbers. Errors: FILE_MALFORMED, FILE_TRUNCATED. */
export function safetensorsArrays(bytes: Uint8Array, file: string): NamedArray[] {
  const cursor = new ByteCursor(bytes, file)
  const length = cursor.u64()
  if (length > largestHead) throw cursor.malformed(`its head is ${length} bytes long`)
  const head = Head.safeParse(json(cursor.take(length)))
  if (!head.success) throw cursor.malformed('its head is not JSON')
  const body = bytes.subarray(cursor.at)
  const entries = Object.entries(head.data).filter(([name]) => name !== '__metadata__')
  if (entries.length > mostArrays) throw cursor.malformed(`it names ${entries.length} arrays`)
  return entries.map(([name, value]) => {
    const entry = Entry.safeParse(value)
    if (!entry.success) throw cursor.malformed(`the entry of ${shortName(name)} is not valid`)
    const { dtype, shape, data_offsets } = entry.data
    const [from, to] = data_offsets
    const kind = kinds[dtype]
    if (!kind) throw cursor.malformed(`${shortName(name)} has numbers of the kind ${shortName(dtype)}`)
    if (from > to || to > body.length)
      throw new SeptumError('FILE_TRUNCATED', { file, expected: cursor.at + to, found: bytes.length })
    return heldArray(name, shape, body.subarray(from, to), kind, file)
  })
}

/** A safetensors file of float32 arrays; `metadata` says where they came from. */
export function safetensorsFile(
  arrays: readonly { readonly name: string; readonly shape: readonly number[] }[],
  data: ArrayBuffer,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  let at = 0
  const head: Record<string, unknown> = { __metadata__: metadata }
  for (const { name, shape } of arrays) {
    const bytes = 4 * countOf(shape)
    head[name] = { dtype: 'F32', shape, data_offsets: [at, at + bytes] }
    at += bytes
  }
  const text = new TextEncoder().encode(JSON.stringify(head))
  // The format asks for a body that begins at a multiple of eight; blanks fill up.
  const headBytes = Math.ceil(text.length / 8) * 8
  const file = new Uint8Array(8 + headBytes + at)
  new DataView(file.buffer).setBigUint64(0, BigInt(headBytes), true)
  file.fill(0x20, 8, 8 + headBytes)
  file.set(text, 8)
  file.set(new Uint8Array(data, 0, at), 8 + headBytes)
  return file
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null // refused by the schema
  }
}
