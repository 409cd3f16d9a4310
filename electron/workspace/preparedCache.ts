import { createHash } from 'node:crypto'
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from '#shared/domain/schema'
import { writeAtomic } from '#electron/workspace/atomicFile'

const magic = 'septum-prepared/1\n'
const largestEntry = 2 ** 30

/** What is kept of a case: facts as JSON, and the voxels beside them, in an order that the facts know. */
export interface KeptEntry {
  readonly facts: unknown
  readonly arrays: readonly Uint8Array[]
}

const Head = z.object({ facts: z.unknown(), lengths: z.array(z.number().int().min(0)) })

/**
 * Prepared cases by the hash of what they depend on (F-PP-6): whole or not at all, checked when read, the least recently
 * used thrown out beyond `mostBytes`. The folder may be deleted at any time; what is missing or damaged is made again.
 */
export class PreparedCache {
  constructor(
    readonly folder: string,
    private readonly mostBytes = 8 * 2 ** 30,
  ) {}

  /** Null: it is not kept, or no longer what was written. */
  async find(key: string): Promise<KeptEntry | null> {
    const file = this.file(key)
    try {
      if ((await stat(file)).size > largestEntry) return null
      const entry = unpacked(await readFile(file))
      if (entry) await utimes(file, new Date(), new Date())
      else await rm(file, { force: true })
      return entry
    } catch {
      return null // a cache that cannot be read is made again
    }
  }

  /** What cannot be kept is made again the next time: a full disk stops no run. */
  async keep(key: string, entry: KeptEntry): Promise<void> {
    try {
      await writeAtomic(this.file(key), packed(entry))
      await this.shrink()
    } catch {
      return
    }
  }

  async size(): Promise<{ entries: number; bytes: number }> {
    const all = await this.entries()
    return { entries: all.length, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) }
  }

  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  private file(key: string): string {
    return join(this.folder, `${key}.prepared`)
  }

  private async shrink(): Promise<void> {
    const all = (await this.entries()).sort((a, b) => b.usedMs - a.usedMs)
    let bytes = 0
    for (const entry of all) {
      bytes += entry.bytes
      if (bytes > this.mostBytes) await rm(entry.file, { force: true })
    }
  }

  private async entries(): Promise<{ file: string; bytes: number; usedMs: number }[]> {
    const names = await readdir(this.folder).catch(() => [])
    const found: { file: string; bytes: number; usedMs: number }[] = []
    for (const name of names.filter((one) => one.endsWith('.prepared'))) {
      const file = join(this.folder, name)
      const facts = await stat(file).catch(() => null) // thrown out by another run just now
      if (facts) found.push({ file, bytes: facts.size, usedMs: facts.mtimeMs })
    }
    return found
  }
}

const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

function packed({ facts, arrays }: KeptEntry): Uint8Array {
  const head = Buffer.from(JSON.stringify({ facts, lengths: arrays.map(({ length }) => length) }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  const body = Buffer.concat([Buffer.from(magic), length, head, ...arrays])
  return Buffer.concat([body, digest(body)])
}

function unpacked(bytes: Buffer): KeptEntry | null {
  const body = bytes.subarray(0, -32)
  if (bytes.length < magic.length + 36 || !digest(body).equals(bytes.subarray(-32))) return null
  if (body.toString('latin1', 0, magic.length) !== magic) return null
  const from = magic.length + 4
  const head = from + body.readUInt32LE(magic.length)
  if (head > body.length) return null
  const parsed = Head.safeParse(JSON.parse(body.toString('utf8', from, head)))
  if (!parsed.success) return null
  let at = head
  const arrays = parsed.data.lengths.map((length) => body.subarray(at, (at += length)))
  return at === body.length ? { facts: parsed.data.facts, arrays } : null
}
