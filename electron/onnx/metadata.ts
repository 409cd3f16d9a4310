import { ProtobufWriter } from './protobuf'

/** An ONNX model with more metadata_props: a message's repeated fields may stand anywhere, so they are appended. */
export function withMetadata(model: Uint8Array, metadata: Readonly<Record<string, string>>): Uint8Array {
  const more = new ProtobufWriter()
  for (const [key, value] of Object.entries(metadata)) {
    const entry = new ProtobufWriter()
    entry.string(1, key)
    entry.string(2, value)
    more.message(14, entry)
  }
  const added = more.bytes()
  const whole = new Uint8Array(model.length + added.length)
  whole.set(model)
  whole.set(added, model.length)
  return whole
}
