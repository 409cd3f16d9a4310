import { SeptumError } from '#shared/errors/SeptumError'

/** Reads a file's bytes one after another; whatever would lie beyond their end is refused. */
export class ByteCursor {
  readonly #view: DataView

  constructor(
    readonly bytes: Uint8Array,
    /** Named in what is thrown. */
    readonly file: string,
    public at = 0,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  /** Throws FILE_MALFORMED. */
  malformed(reason: string): SeptumError {
    return new SeptumError('FILE_MALFORMED', { file: this.file, reason })
  }

  /** A view of the next `count` bytes. Throws FILE_TRUNCATED. */
  take(count: number): Uint8Array {
    const from = this.step(count)
    return this.bytes.subarray(from, from + count)
  }

  u8 = (): number => this.#view.getUint8(this.step(1))
  u16 = (): number => this.#view.getUint16(this.step(2), true)
  u32 = (): number => this.#view.getUint32(this.step(4), true)
  i32 = (): number => this.#view.getInt32(this.step(4), true)
  f64BigEndian = (): number => this.#view.getFloat64(this.step(8))

  /** A 64-bit length or count. Throws FILE_MALFORMED above 2^53. */
  u64(): number {
    const value = this.#view.getBigUint64(this.step(8), true)
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.malformed('it names a length beyond all files')
    return Number(value)
  }

  /** Text up to a line feed, which is left out. */
  line(longest = 1000): string {
    const end = this.bytes.indexOf(10, this.at)
    if (end < 0 || end - this.at > longest) throw this.malformed('a line of it does not end')
    const text = new TextDecoder().decode(this.bytes.subarray(this.at, end))
    this.at = end + 1
    return text
  }

  private step(count: number): number {
    if (!(count >= 0 && count <= this.left)) {
      const facts = { file: this.file, expected: this.at + count, found: this.bytes.length }
      throw new SeptumError('FILE_TRUNCATED', facts)
    }
    const from = this.at
    this.at += count
    return from
  }
}
