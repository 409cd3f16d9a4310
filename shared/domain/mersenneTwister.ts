/**
 * NumPy's legacy generator, `numpy.random.RandomState`: MT19937 (Matsumoto & Nishimura 1998), seeded with one 32-bit
 * number. Published splits were drawn with it.
 */
export class RandomState {
  private readonly state = new Uint32Array(624)
  private at = 624

  constructor(seed: number) {
    let last = seed >>> 0
    this.state[0] = last
    for (let i = 1; i < 624; i++) {
      last = (Math.imul(1812433253, last ^ (last >>> 30)) + i) >>> 0
      this.state[i] = last
    }
  }

  private next(): number {
    if (this.at === 624) this.refill()
    let y = this.state[this.at++]!
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }

  private refill(): void {
    const { state } = this
    for (let i = 0; i < 624; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % 624]! & 0x7fffffff)
      state[i] = state[(i + 397) % 624]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
    }
    this.at = 0
  }

  /** A whole number from 0 to `most`: masked bits, drawn again while they are too large. */
  private interval(most: number): number {
    let mask = most
    for (const shift of [1, 2, 4, 8, 16]) mask |= mask >>> shift
    for (;;) {
      const value = (this.next() & mask) >>> 0
      if (value <= most) return value
    }
  }

  /** `RandomState.shuffle`. */
  shuffled<T>(list: readonly T[]): T[] {
    const out = [...list]
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.interval(i)
      ;[out[i], out[j]] = [out[j]!, out[i]!]
    }
    return out
  }
}
