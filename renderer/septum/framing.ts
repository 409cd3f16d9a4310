import type { Message } from '#shared/ipc/contract'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** A message with bytes as one binary frame: length of the JSON (u32, little-endian), the JSON, the bytes. */
export function binaryFrame(message: Message, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = encoder.encode(JSON.stringify(message))
  const frame = new Uint8Array(4 + head.length + bytes.length)
  new DataView(frame.buffer).setUint32(0, head.length, true)
  frame.set(head, 4)
  frame.set(bytes, 4 + head.length)
  return frame
}

/**
 * The message and bytes of a binary frame. The bytes are a copy that starts at offset 0 of its own buffer, so that
 * they can be seen as 16-bit or 32-bit values. Throws a plain Error when the frame is shorter than it says.
 */
export function messageOfFrame(frame: ArrayBuffer): { message: Message; bytes: Uint8Array } {
  if (frame.byteLength < 4) throw new Error(`binary frame of ${frame.byteLength} bytes`)
  const headLength = new DataView(frame).getUint32(0, true)
  if (4 + headLength > frame.byteLength) throw new Error('binary frame is shorter than its header says')
  const message = JSON.parse(decoder.decode(new Uint8Array(frame, 4, headLength))) as Message
  return { message, bytes: new Uint8Array(frame.slice(4 + headLength)) }
}
