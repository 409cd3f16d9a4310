interface Chunk {
  readonly region: Region
  readonly start: number
  size: number
  free: boolean
}

interface Region {
  readonly chunks: Chunk[]
  /** Bytes from its start that were ever part of an allocation: what the operating system had to provide. */
  touched: number
}

const granule = 256
const mostSlack = 128 * 2 ** 20

/**
 * What ONNX Runtime's arena on the processor would take from the system: best fit, chunks cut in two where half or more
 * would be idle, neighbours joined when freed, regions that double (arena_extend_strategy kNextPowerOfTwo).
 */
export class ArenaSimulation {
  readonly #regions: Region[] = []
  #nextRegion = 2 ** 20

  /** Bytes touched so far: the arena's part of resident memory, which is not given back. */
  get touchedBytes(): number {
    return this.#regions.reduce((sum, { touched }) => sum + touched, 0)
  }

  allocate(bytes: number): Chunk {
    const size = Math.max(granule, Math.ceil(bytes / granule) * granule)
    const chunk = this.#bestFit(size) ?? this.#extended(size)
    if (chunk.size >= 2 * size || chunk.size - size >= mostSlack) split(chunk, size)
    chunk.free = false
    chunk.region.touched = Math.max(chunk.region.touched, chunk.start + Math.min(chunk.size, size))
    return chunk
  }

  free(chunk: Chunk): void {
    chunk.free = true
    const { chunks } = chunk.region
    const at = chunks.indexOf(chunk)
    const after = chunks[at + 1]
    if (after?.free) {
      chunk.size += after.size
      chunks.splice(at + 1, 1)
    }
    const before = chunks[at - 1]
    if (before?.free) {
      before.size += chunk.size
      chunks.splice(at, 1)
    }
  }

  #bestFit(size: number): Chunk | null {
    let best: Chunk | null = null
    for (const { chunks } of this.#regions)
      for (const chunk of chunks)
        if (chunk.free && chunk.size >= size && (!best || chunk.size < best.size)) best = chunk
    return best
  }

  #extended(size: number): Chunk {
    let grown = false
    while (this.#nextRegion < size) {
      this.#nextRegion *= 2
      grown = true
    }
    const region: Region = { chunks: [], touched: 0 }
    const chunk = { region, start: 0, size: this.#nextRegion, free: true }
    region.chunks.push(chunk)
    this.#regions.push(region)
    if (!grown) this.#nextRegion *= 2
    return chunk
  }
}

function split(chunk: Chunk, size: number): void {
  const { chunks } = chunk.region
  const rest = { region: chunk.region, start: chunk.start + size, size: chunk.size - size, free: true }
  chunk.size = size
  chunks.splice(chunks.indexOf(chunk) + 1, 0, rest)
}
