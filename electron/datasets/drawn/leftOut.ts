import { counted } from '#shared/domain/counted'

/** What a file draws under names that are not known, in one sentence. */
export class LeftOut {
  private readonly found = new Map<string, { count: number; slices: Set<number> }>()

  /** `unit` names what was drawn. */
  constructor(
    private readonly file: string,
    private readonly unit: 'contour' | 'pixel',
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
      const where = slices.size > 0 ? ` on ${counted(slices.size, 'slice')}` : ''
      return `"${name}" (${counted(count, this.unit)}${where})`
    })
    return [
      `${this.file} draws structures that Septum does not know; they are left out: ${parts.join(', ')}.`,
    ]
  }
}
