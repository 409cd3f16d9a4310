/** Writes protocol buffer fields into a buffer that grows: the little of the format that ONNX models and event files need. */
export class ProtobufWriter {
  #bytes: Uint8Array
  #view: DataView
  #end = 0

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity)
    this.#view = new DataView(this.#bytes.buffer)
  }

  get length(): number {
    return this.#end
  }

  /** The bytes written so far; a view, valid until the next write. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#end)
  }

  /** An integer field (wire type 0); negative numbers take ten bytes, as the format asks. */
  int(field: number, value: number | bigint): void {
    this.#tag(field, 0)
    this.#varint(value)
  }

  float(field: number, value: number): void {
    this.#tag(field, 5)
    this.#reserve(4)
    this.#view.setFloat32(this.#end, value, true)
    this.#end += 4
  }

  double(field: number, value: number): void {
    this.#tag(field, 1)
    this.#reserve(8)
    this.#view.setFloat64(this.#end, value, true)
    this.#end += 8
  }

  block(field: number, bytes: Uint8Array): void {
    this.#tag(field, 2)
    this.#varint(bytes.length)
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#end)
    this.#end += bytes.length
  }

  message(field: number, message: ProtobufWriter): void {
    this.block(field, message.bytes())
  }

  string(field: number, text: string): void {
    this.block(field, Buffer.from(text, 'utf8'))
  }

  #tag(field: number, wire: number): void {
    this.#varint((field << 3) | wire)
  }

  #varint(value: number | bigint): void {
    this.#reserve(10)
    if (typeof value === 'number' && value >= 0 && value < 0x80) {
      this.#bytes[this.#end++] = value
      return
    }
    let rest = BigInt.asUintN(64, BigInt(value))
    while (rest >= 0x80n) {
      this.#bytes[this.#end++] = Number(rest & 0x7fn) | 0x80
      rest >>= 7n
    }
    this.#bytes[this.#end++] = Number(rest)
  }

  #reserve(count: number): void {
    const needed = this.#end + count
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    grown.set(this.#bytes.subarray(0, this.#end))
    this.#bytes = grown
    this.#view = new DataView(grown.buffer)
  }
}
