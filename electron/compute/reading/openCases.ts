import type { CaseSource } from '#shared/domain/study'
import type { CaseReader } from '#electron/datasets/adapter'

type Open = (source: CaseSource) => Promise<CaseReader>

/** Bytes that an open case may hold: every frame of its grid as float32. */
const bytesOf = ({ opened: { grid } }: CaseReader): number =>
  grid.columns * grid.rows * grid.slices * grid.phases * 4

/**
 * Cases that stay open, least recently used closed first when they could hold more than `limitBytes` together.
 * The one just asked for is always kept. Two questions for one case open it once.
 */
export class OpenCases {
  private readonly open = new Map<string, Promise<CaseReader>>()
  private readonly bytes = new Map<string, number>()

  constructor(
    private readonly openCase: Open,
    private readonly limitBytes: number,
  ) {}

  async reader(source: CaseSource): Promise<CaseReader> {
    const { id } = source
    const known = this.open.get(id)
    if (known) {
      this.open.delete(id)
      this.open.set(id, known)
      return known
    }
    const opening = this.openCase(source)
    this.open.set(id, opening)
    try {
      const reader = await opening
      this.bytes.set(id, bytesOf(reader))
      await this.closeOldest(id)
      return reader
    } catch (error) {
      this.open.delete(id)
      throw error
    }
  }

  async close(id: string): Promise<void> {
    const opening = this.open.get(id)
    this.open.delete(id)
    this.bytes.delete(id)
    const reader = await opening?.catch(() => null) // one that failed to open has nothing to close
    reader?.close()
  }

  private async closeOldest(except: string): Promise<void> {
    const held = () => [...this.bytes.values()].reduce((sum, bytes) => sum + bytes, 0)
    for (const id of [...this.bytes.keys()].sort((a, b) => this.age(a) - this.age(b)))
      if (id !== except && held() > this.limitBytes) await this.close(id)
  }

  private age(id: string): number {
    return [...this.open.keys()].indexOf(id)
  }
}
