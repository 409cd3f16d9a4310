/** The smallest, the largest and the mean of numbers; NaN is left out. All 0 where there are none. */
export interface ValueRange {
  readonly minimum: number
  readonly maximum: number
  readonly mean: number
}

/** Gathers the range of numbers that come in parts. */
export class ValueRangeOf {
  #minimum = Infinity
  #maximum = -Infinity
  #sum = 0
  #count = 0

  add(numbers: ArrayLike<number>): void {
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i]!
      if (Number.isNaN(value)) continue
      if (value < this.#minimum) this.#minimum = value
      if (value > this.#maximum) this.#maximum = value
      this.#sum += value
      this.#count++
    }
  }

  get value(): ValueRange {
    if (this.#count === 0) return { minimum: 0, maximum: 0, mean: 0 }
    return { minimum: this.#minimum, maximum: this.#maximum, mean: this.#sum / this.#count }
  }
}
