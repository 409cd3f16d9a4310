import type { Message } from '#shared/ipc/contract'

/** The longest header of a binary frame, in bytes; a real one has a few hundred. */
const longestHeader = 1 << 20

export interface Framed {
  readonly message: Message
  readonly bytes?: Uint8Array
}

/** A message as the WebSocket carries it: text without bytes; with them u32 LE header length, JSON header, bytes. */
export function frameOf(message: Message, bytes?: Uint8Array): string | Uint8Array {
  const text = JSON.stringify(message)
  if (!bytes) return text
  const header = Buffer.from(text)
  const frame = Buffer.allocUnsafe(4 + header.length + bytes.length)
  frame.writeUInt32LE(header.length, 0)
  header.copy(frame, 4)
  frame.set(bytes, 4 + header.length)
  return frame
}

/** Reads a frame back. Throws on whatever is not one: the line that carried it is then closed. */
export function unframed(frame: string | Uint8Array): Framed {
  if (typeof frame === 'string') return { message: checked(JSON.parse(frame)) }
  if (frame.length < 4) throw new Error('a binary frame is shorter than its header length')
  const view = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength)
  const length = view.readUInt32LE(0)
  if (length > longestHeader || length + 4 > view.length) throw new Error(`a header of ${length} bytes`)
  const message = checked(JSON.parse(view.toString('utf8', 4, 4 + length)))
  return { message, bytes: frame.slice(4 + length) }
}

const kinds: ReadonlySet<unknown> = new Set(['ask', 'cancel', 'answer', 'progress', 'event'])

/** Only the outline is checked here; areas and names by `serve`, inputs and answers by their schemas. */
export function checked(value: unknown): Message {
  if (typeof value !== 'object' || value === null) throw new Error('a message that is not an object')
  const message = value as Message
  if (!kinds.has(message.type)) throw new Error('a message of unknown type')
  if (message.type === 'ask' || message.type === 'event') {
    if (typeof message.area !== 'string' || typeof message.name !== 'string')
      throw new Error('a message without a call')
  }
  if (message.type !== 'event' && !Number.isSafeInteger(message.id))
    throw new Error('a message without an id')
  return message
}
