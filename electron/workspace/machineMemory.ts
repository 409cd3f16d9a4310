import { readFileSync } from 'node:fs'
import { freemem, totalmem } from 'node:os'
import { join } from 'node:path'

/** Main memory, bytes. */
export interface MachineMemory {
  /** What programs may use together: the machine's, or what its container or service is limited to. */
  readonly totalBytes: number
  /** What may still be taken without other programs being moved out. */
  readonly freeBytes: number
}

/** Memory limits of a container: version 2 of control groups, then version 1. */
const groups = [
  { limit: 'sys/fs/cgroup/memory.max', used: 'sys/fs/cgroup/memory.current' },
  {
    limit: 'sys/fs/cgroup/memory/memory.limit_in_bytes',
    used: 'sys/fs/cgroup/memory/memory.usage_in_bytes',
  },
]

/**
 * What the machine has to offer. On Linux memory that only caches files counts as free, and a container's limit is kept
 * to; elsewhere as the system says. `root` holds /proc and /sys.
 */
export function machineMemory(root = '/'): MachineMemory {
  const available = numberIn(join(root, 'proc/meminfo'), /^MemAvailable:\s+(\d+) kB$/m)
  const machine = {
    totalBytes: totalmem(),
    freeBytes: available === null ? freemem() : available * 1024,
  }
  for (const { limit, used } of groups) {
    const limitBytes = numberIn(join(root, limit), /^(\d+)$/m)
    const usedBytes = numberIn(join(root, used), /^(\d+)$/m)
    if (limitBytes === null || usedBytes === null) continue
    return {
      totalBytes: Math.min(machine.totalBytes, limitBytes),
      freeBytes: Math.min(machine.freeBytes, Math.max(0, limitBytes - usedBytes)),
    }
  }
  return machine
}

/** Null: there is no such file, or it says something else ("max": no limit). */
function numberIn(file: string, pattern: RegExp): number | null {
  try {
    const [, digits] = pattern.exec(readFileSync(file, 'utf8')) ?? []
    return digits === undefined ? null : Number(digits)
  } catch {
    return null
  }
}
