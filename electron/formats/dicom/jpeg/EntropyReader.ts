import type { HuffmanTable } from './huffmanTable'

/**
 * Reads the entropy-coded bits of one JPEG scan (ITU-T T.81 F.2.2.5): takes stuffed zero bytes out and stops at the first
 * marker. Bits beyond the data read as zero, and `finish` says so: what was made of them is no picture.
 */
export class EntropyReader {
  #buffer = 0
  #count = 0
  #padding = 0

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  /** Where the first byte that was not read stands: at a marker, once the scan was read. */
  get position(): number {
    return this.at
  }

  #fill(): void {
    while (this.#count <= 16) {
      let byte = 0
      const next = this.bytes[this.at]
      if (next === 0xff && this.bytes[this.at + 1] === 0) {
        byte = 0xff
        this.at += 2
      } else if (next === undefined || next === 0xff) {
        this.#padding += 8
        if (this.#padding > 4096) throw new Error('the JPEG data end too early')
      } else {
        byte = next
        this.at++
      }
      this.#buffer = (this.#buffer << 8) | byte
      this.#count += 8
    }
  }

  /** `length` bits (0 to 16), the first one highest. */
  bits(length: number): number {
    if (length === 0) return 0
    if (this.#count < length) this.#fill()
    this.#count -= length
    const value = (this.#buffer >>> this.#count) & ((1 << length) - 1)
    this.#buffer &= (1 << this.#count) - 1
    return value
  }

  /** A difference of `size` bits (0 to 16): the lower half of the codes stands for negative numbers (F.2.2.1). */
  signed(size: number): number {
    if (size === 0) return 0
    const value = this.bits(size)
    return value < 2 ** (size - 1) ? value - 2 ** size + 1 : value
  }

  /** The symbol of the next code. */
  symbol(table: HuffmanTable): number {
    if (this.#count < 16) this.#fill()
    const short = table.short[(this.#buffer >>> (this.#count - 8)) & 255]!
    if (short) {
      this.#count -= short >> 8
      this.#buffer &= (1 << this.#count) - 1
      return short & 255
    }
    let code = (this.#buffer >>> (this.#count - 8)) & 255
    for (let length = 9; length <= 16; length++) {
      code = (code << 1) | ((this.#buffer >>> (this.#count - length)) & 1)
      const index = code - table.firstCode[length]!
      if (index >= 0 && index < table.counts[length]!) {
        this.#count -= length
        this.#buffer &= (1 << this.#count) - 1
        return table.symbols[table.firstIndex[length]! + index]!
      }
    }
    throw new Error('the JPEG data hold a code that their table has not')
  }

  /** Ends a restart interval: every bit of it must have been there, and a restart marker must follow. */
  restart(): void {
    this.finish()
    const marker = this.bytes[this.at + 1]
    if (marker === undefined || marker < 0xd0 || marker > 0xd7)
      throw new Error('a restart marker of the JPEG data is missing')
    this.at += 2
  }

  /** Drops the rest of the last byte and goes to the marker after the scan. Throws where bits were missing. */
  finish(): void {
    if (this.#padding > this.#count) throw new Error('the JPEG data end too early')
    this.#buffer = this.#count = this.#padding = 0
    const { bytes } = this
    while (this.at < bytes.length && !this.#atMarker()) this.at++
    while (bytes[this.at] === 0xff && bytes[this.at + 1] === 0xff) this.at++
  }

  #atMarker(): boolean {
    const next = this.bytes[this.at + 1]
    return this.bytes[this.at] === 0xff && next !== undefined && next !== 0
  }
}
