import { createHash } from 'node:crypto'
import type { PlanMemory } from './memoryOfPlan'

/** A compiled model: ONNX Runtime's own format, already optimised, and the memory that a run of it takes. */
export interface Plan {
  readonly model: Uint8Array
  readonly memory: PlanMemory
}

interface Head {
  readonly format: string
  readonly key: string
  readonly sha256: string
  readonly memory: PlanMemory
}

const format = 'septum-plan/1'
const memoryKeys = ['initialiserBytes', 'liveBytes', 'arenaBytes', 'feedBytes'] as const

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A plan as a file: u32 length of the head, head as JSON, model. */
export function planFileBytes(key: string, { model, memory }: Plan): Uint8Array {
  const head: Head = { format, key, sha256: digest(model), memory }
  const headBytes = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(headBytes.length)
  return Buffer.concat([length, headBytes, model])
}

/** The plan in a file's bytes; null when they are anything but a whole plan under this key. */
export function planOfFile(key: string, bytes: Buffer): Plan | null {
  if (bytes.length < 4) return null
  const end = 4 + bytes.readUInt32LE(0)
  if (end > bytes.length) return null
  const head = headOf(bytes.subarray(4, end))
  if (head?.format !== format || head.key !== key) return null
  if (!memoryKeys.every((name) => Number.isFinite(head.memory?.[name]))) return null
  const model = bytes.subarray(end)
  return digest(model) === head.sha256 ? { model, memory: head.memory } : null
}

function headOf(bytes: Buffer): (Partial<Head> & Pick<Head, 'memory'>) | null {
  try {
    return JSON.parse(bytes.toString('utf8')) as Head
  } catch {
    return null // no plan of ours: planOfFile answers so
  }
}
