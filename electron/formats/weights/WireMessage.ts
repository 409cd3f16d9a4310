import { ByteCursor } from './ByteCursor'

/** One field of a protocol buffers message: a number, or the bytes of a block. */
export interface WireField {
  readonly field: number
  readonly number: number
  readonly bytes: Uint8Array | null
}

const mostFields = 5_000_000

/** The fields of a message in their order; every length is held against what is there. Errors: FILE_MALFORMED, FILE_TRUNCATED. */
export function* wireFields(bytes: Uint8Array, file: string): Generator<WireField> {
  const cursor = new ByteCursor(bytes, file)
  for (let count = 0; cursor.left > 0; count++) {
    if (count > mostFields) throw cursor.malformed('it has more fields than any network')
    const tag = varint(cursor)
    const field = Math.floor(tag / 8)
    if (field === 0) throw cursor.malformed('a field of it has no number')
    switch (tag % 8) {
      case 0:
        yield { field, number: varint(cursor), bytes: null }
        break
      case 1:
        yield { field, number: 0, bytes: cursor.take(8) }
        break
      case 2:
        yield { field, number: 0, bytes: cursor.take(varint(cursor)) }
        break
      case 5:
        yield { field, number: 0, bytes: cursor.take(4) }
        break
      default:
        throw cursor.malformed('it is not a protocol buffers message')
    }
  }
}

/** Whole numbers of a repeated field: a block of them, or one. */
export function wireNumbers({ bytes, number }: WireField, file: string): number[] {
  if (!bytes) return [number]
  const cursor = new ByteCursor(bytes, file)
  const numbers: number[] = []
  while (cursor.left > 0) numbers.push(varint(cursor))
  return numbers
}

/** A whole number of up to 64 bits; negative ones, which take ten bytes, come out negative. */
function varint(cursor: ByteCursor): number {
  let value = 0
  let factor = 1
  for (let at = 0; at < 10; at++) {
    const byte = cursor.u8()
    // Bits beyond 2^53 are rounded; of the tenth byte only the sign counts.
    if (at === 9) return byte & 1 ? value + (byte & 0x7f) * factor - 2 ** 64 : value
    value += (byte & 0x7f) * factor
    if (byte < 0x80) return value
    factor *= 128
  }
  throw cursor.malformed('a number of it does not end')
}

export const wireText = (bytes: Uint8Array | null): string =>
  new TextDecoder().decode(bytes ?? new Uint8Array())
