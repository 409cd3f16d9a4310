/** What a file draws under names that are not known, in one sentence. */
export class LeftOut {
  private readonly found = new Map<string, { count: number; slices: Set<number> }>()

  /** `unit` counts what was drawn: contours, pixels. */
  constructor(
    private readonly file: string,
    private readonly unit: 'contours' | 'pixels',
  ) {}

  add(name: string, count: number, slice: number | null): void {
    const known = this.found.get(name) ?? { count: 0, slices: new Set<number>() }
    known.count += count
    if (slice !== null) known.slices.add(slice)
    this.found.set(name, known)
  }

  problems(): string[] {
    if (this.found.size === 0) return []
    const parts = [...this.found].map(([name, { count, slices }]) => {
      const where = slices.size > 0 ? ` on ${slices.size} ${slices.size === 1 ? 'slice' : 'slices'}` : ''
      return `"${name}" (${count} ${count === 1 ? this.unit.slice(0, -1) : this.unit}${where})`
    })
    return [
      `${this.file} draws structures that Septum does not know; they are left out: ${parts.join(', ')}.`,
    ]
  }
}
