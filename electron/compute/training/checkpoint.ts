import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from '#shared/domain/schema'
import { SeptumError } from '#shared/errors/SeptumError'
import { writeAtomic } from '#electron/workspace/atomicFile'

/** Where the run stood when an epoch ended: with the values, all that is needed to go on bit for bit. */
export const RunCounters = z.object({
  epoch: z.number().int(),
  step: z.number().int(),
  /** Seconds trained, pauses left out. */
  seconds: z.number(),
  epochSeconds: z.array(z.number()),
  bestEpoch: z.number().int().nullable(),
  bestMeanDice: z.number().nullable(),
  /** Validation losses of the epochs that were validated, in order. */
  monitored: z.array(z.number()).default([]),
})
export type RunCounters = z.infer<typeof RunCounters>

const Head = z.object({
  schema: z.literal('septum-checkpoint/1'),
  counters: RunCounters,
  /** Numbers of each named array, in the order of the bytes. */
  arrays: z.array(z.object({ name: z.string(), length: z.number().int().nonnegative() })),
  crc32: z.number(),
})

export interface Checkpoint {
  readonly counters: RunCounters
  /** Weights and the optimiser's state by name. */
  readonly arrays: ReadonlyMap<string, Float32Array>
}

/** A checkpoint as one file: u32 length of the head, head as JSON, then float32 after float32, little-endian. */
export function checkpointBytes({ counters, arrays }: Checkpoint): Uint8Array {
  const lengths = [...arrays].map(([name, values]) => ({ name, length: values.length }))
  const body = new Uint8Array(4 * lengths.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const values of arrays.values()) {
    body.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    at += values.byteLength
  }
  const head = { schema: 'septum-checkpoint/1', counters, arrays: lengths, crc32: crc32(body) }
  const headBytes = new TextEncoder().encode(JSON.stringify(head))
  const bytes = new Uint8Array(4 + headBytes.length + body.length)
  new DataView(bytes.buffer).setUint32(0, headBytes.length, true)
  bytes.set(headBytes, 4)
  bytes.set(body, 4 + headBytes.length)
  return bytes
}

/** The checkpoint in a file's bytes. Throws FILE_MALFORMED when it was cut or changed. */
export function readCheckpoint(file: string, bytes: Uint8Array): Checkpoint {
  const damaged = (reason: string) => new SeptumError('FILE_MALFORMED', { file, reason })
  if (bytes.length < 4) throw damaged('it is too short for a checkpoint')
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  if (4 + headLength > bytes.length) throw damaged('its head is cut')
  const head = Head.safeParse(parsed(new TextDecoder().decode(bytes.subarray(4, 4 + headLength))))
  if (!head.success) throw damaged('its head is not that of a checkpoint')
  const body = new Uint8Array(bytes.subarray(4 + headLength)) // a copy with a buffer of its own, aligned
  const expected = 4 * head.data.arrays.reduce((sum, { length }) => sum + length, 0)
  if (body.length !== expected) throw damaged(`${expected} bytes of values expected, ${body.length} found`)
  if (crc32(body) !== head.data.crc32) throw damaged('its values do not fit their checksum')
  const arrays = new Map<string, Float32Array>()
  let at = 0
  for (const { name, length } of head.data.arrays) {
    arrays.set(name, new Float32Array(body.buffer, at, length))
    at += 4 * length
  }
  return { counters: head.data.counters, arrays }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // readCheckpoint says what is wrong with it
  }
}

const lastKept = 3
const bestName = 'best'
const nameOf = (epoch: number): string => `epoch-${String(epoch).padStart(5, '0')}.ckpt`

/** The `checkpoints` folder of a run: the last three epochs, the best, and the ends of phases (R-TR-10). */
export class Checkpoints {
  constructor(private readonly folder: string) {}

  async save(checkpoint: Checkpoint): Promise<void> {
    await writeAtomic(join(this.folder, nameOf(checkpoint.counters.epoch)), checkpointBytes(checkpoint))
    const old = (await this.epochFiles()).slice(lastKept)
    for (const name of old) await rm(join(this.folder, name), { force: true })
  }

  saveBest(checkpoint: Checkpoint): Promise<void> {
    return this.keep(bestName, checkpoint)
  }

  /** Keeps a checkpoint under a name of its own, however many epochs follow. */
  async keep(name: string, checkpoint: Checkpoint): Promise<void> {
    await writeAtomic(join(this.folder, `${name}.ckpt`), checkpointBytes(checkpoint))
  }

  /** The newest checkpoint that can be read; null when there is none. A damaged one gives way to the one before. */
  async last(): Promise<Checkpoint | null> {
    for (const name of await this.epochFiles()) {
      const file = join(this.folder, name)
      try {
        return readCheckpoint(file, await readFile(file))
      } catch (error) {
        if (!(error instanceof SeptumError)) throw error
      }
    }
    return null
  }

  /** Null: no epoch was validated yet. */
  best(): Promise<Checkpoint | null> {
    return this.kept(bestName)
  }

  /** What `keep` kept under a name; null: nothing yet. */
  async kept(name: string): Promise<Checkpoint | null> {
    if (!(await this.names()).includes(`${name}.ckpt`)) return null
    const file = join(this.folder, `${name}.ckpt`)
    return readCheckpoint(file, await readFile(file))
  }

  /** Newest first. */
  private async epochFiles(): Promise<string[]> {
    return (await this.names())
      .filter((name) => /^epoch-\d+\.ckpt$/.test(name))
      .sort()
      .reverse()
  }

  private async names(): Promise<string[]> {
    try {
      return await readdir(this.folder)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
      throw error
    }
  }
}
