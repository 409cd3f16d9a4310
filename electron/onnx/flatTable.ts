/** A table of a FlatBuffers file: fields by number, each absent or there. Reads past the end throw a RangeError. */
export class FlatTable {
  constructor(
    private readonly view: DataView,
    private readonly position: number,
  ) {}

  /** The table at the root of a file. */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return new FlatTable(view, view.getUint32(0, true))
  }

  /** A whole number of 32 bits; nought where it is absent. */
  int32(field: number): number {
    const at = this.#place(field)
    return at === null ? 0 : this.view.getInt32(at, true)
  }

  /** A whole number of 64 bits; digits beyond 2^53 are lost. */
  int64(field: number): number {
    const at = this.#place(field)
    return at === null ? 0 : Number(this.view.getBigInt64(at, true))
  }

  text(field: number): string {
    const at = this.#place(field)
    return at === null ? '' : this.#textAt(this.#target(at))
  }

  table(field: number): FlatTable | null {
    const at = this.#place(field)
    return at === null ? null : new FlatTable(this.view, this.#target(at))
  }

  tables(field: number): FlatTable[] {
    return this.#elements(field).map((at) => new FlatTable(this.view, this.#target(at)))
  }

  texts(field: number): string[] {
    return this.#elements(field).map((at) => this.#textAt(this.#target(at)))
  }

  int64s(field: number): number[] {
    return this.#elements(field, 8).map((at) => Number(this.view.getBigInt64(at, true)))
  }

  #place(field: number): number | null {
    const { view, position } = this
    const layout = position - view.getInt32(position, true)
    const slot = 4 + 2 * field
    if (slot >= view.getUint16(layout, true)) return null
    const offset = view.getUint16(layout + slot, true)
    return offset === 0 ? null : position + offset
  }

  #target(at: number): number {
    return at + this.view.getUint32(at, true)
  }

  /** Where the elements of a list lie, `size` bytes apart. */
  #elements(field: number, size = 4): number[] {
    const at = this.#place(field)
    if (at === null) return []
    const list = this.#target(at)
    const count = this.view.getUint32(list, true)
    if (list + 4 + count * size > this.view.byteLength) throw new RangeError('a list ends outside the file')
    return Array.from({ length: count }, (_, index) => list + 4 + index * size)
  }

  #textAt(at: number): string {
    const bytes = new Uint8Array(
      this.view.buffer,
      this.view.byteOffset + at + 4,
      this.view.getUint32(at, true),
    )
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  }
}
