/**
 * Bits of a JPEG-LS scan (ITU-T T.87 A.1): after a byte of all ones the next one brings seven bits, and one that begins
 * with a one is a marker. Reading past the data throws: a picture of which a part is missing is no picture.
 */
export class JpegLsBits {
  #buffer = 0
  #count = 0
  #padding = 0
  #afterOnes = false

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  /** Where the scan's data end: at the marker, once all bits were read. */
  get position(): number {
    return this.at
  }

  /** Brings at least 17 bits into the buffer; past the data they are zeros, of which none may be used. */
  #fill(): void {
    if (this.#padding > this.#count) throw new Error('the JPEG-LS data end too early')
    while (this.#count <= 16) {
      const byte = this.bytes[this.at]
      if (byte === undefined || (byte === 0xff && (this.bytes[this.at + 1] ?? 0xff) >= 0x80)) {
        this.#padding += 8
        this.#buffer <<= 8
        this.#count += 8
        continue
      }
      const length = this.#afterOnes ? 7 : 8
      this.#buffer = (this.#buffer << length) | (byte & ((1 << length) - 1))
      this.#count += length
      this.#afterOnes = byte === 0xff
      this.at++
    }
  }

  /** `length` bits (0 to 16), the first one highest. */
  bits(length: number): number {
    if (this.#count < length) this.#fill()
    this.#count -= length
    const value = this.#buffer >>> this.#count
    this.#buffer &= (1 << this.#count) - 1
    return value
  }

  /** A number coded by Golomb's code of parameter `k`, at most `limit` bits long; escaped ones have `escape` bits (A.5.3). */
  golomb(k: number, limit: number, escape: number): number {
    const most = limit - escape - 1
    let zeros = 0
    // The buffer holds only bits that were not read, so that its size tells how many zeros lead.
    while (this.#buffer === 0) {
      zeros += this.#count
      this.#count = 0
      if (zeros > most) throw new Error('a JPEG-LS code is longer than can be')
      this.#fill()
    }
    const lead = this.#count - (32 - Math.clz32(this.#buffer))
    zeros += lead
    this.#count -= lead + 1
    this.#buffer &= (1 << this.#count) - 1
    if (zeros > most) throw new Error('a JPEG-LS code is longer than can be')
    return zeros < most ? (zeros << k) | this.bits(k) : this.bits(escape) + 1
  }

  /** Throws where bits were used that the data do not hold. */
  finish(): void {
    if (this.#padding > this.#count) throw new Error('the JPEG-LS data end too early')
  }
}
