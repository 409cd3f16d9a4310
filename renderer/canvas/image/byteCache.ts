/** Keeps what was used last, up to a number of bytes; the newest entry always stays, however large. */
export class ByteCache<Key, Value> {
  readonly #entries = new Map<Key, { value: Value; bytes: number }>()
  readonly #limitBytes: number
  readonly #dropped: (value: Value) => void
  #bytes = 0

  /** `dropped` is told of each value that leaves, so that it can be freed. */
  constructor(limitBytes: number, dropped: (value: Value) => void = () => undefined) {
    this.#limitBytes = limitBytes
    this.#dropped = dropped
  }

  get bytes(): number {
    return this.#bytes
  }

  has(key: Key): boolean {
    return this.#entries.has(key)
  }

  /** The value, which then counts as used last. */
  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  set(key: Key, value: Value, bytes: number): void {
    this.delete(key)
    this.#entries.set(key, { value, bytes })
    this.#bytes += bytes
    for (const [oldest] of this.#entries) {
      if (this.#bytes <= this.#limitBytes || oldest === key) break
      this.delete(oldest)
    }
  }

  delete(key: Key): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
    this.#dropped(entry.value)
  }

  clear(): void {
    for (const key of [...this.#entries.keys()]) this.delete(key)
  }
}
