import { crc32c } from './crc32c'

/** u64 length, its masked CRC-32C, the data, their masked CRC-32C; little-endian. */
const headBytes = 12
const tailBytes = 4
/** Far more than an event of ours takes. */
const mostBytes = 1 << 20

/** A checksum that is stored within data which are checksummed themselves: rotated and shifted, as TensorFlow does. */
const masked = (crc: number): number => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0

/** One record of a TFRecord file. */
export function tfRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(headBytes + data.length + tailBytes)
  const view = new DataView(record.buffer)
  view.setBigUint64(0, BigInt(data.length), true)
  view.setUint32(8, masked(crc32c(record.subarray(0, 8))), true)
  record.set(data, headBytes)
  view.setUint32(headBytes + data.length, masked(crc32c(data)), true)
  return record
}

/**
 * Length of the whole records at the beginning of a file of `size` bytes: what follows was cut by a crash, or is damaged.
 * `read` gives `count` bytes from a place on, of which there are so many.
 */
export function wholeLength(size: number, read: (from: number, count: number) => Uint8Array): number {
  let at = 0
  while (at + headBytes + tailBytes <= size) {
    const head = read(at, headBytes)
    const view = new DataView(head.buffer, head.byteOffset)
    const length = Number(view.getBigUint64(0, true))
    const end = at + headBytes + length + tailBytes
    if (view.getUint32(8, true) !== masked(crc32c(head.subarray(0, 8))) || length > mostBytes || end > size)
      break
    const body = read(at + headBytes, length + tailBytes)
    const stored = new DataView(body.buffer, body.byteOffset).getUint32(length, true)
    if (stored !== masked(crc32c(body.subarray(0, length)))) break
    at = end
  }
  return at
}
