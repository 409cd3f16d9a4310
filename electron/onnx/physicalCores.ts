import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

let counted: number | null = null

/**
 * Cores that this process may use. Two threads of one core share its arithmetic units, so that an operator's work is
 * cut for cores. Where they cannot be told from threads, the threads are counted.
 */
export function physicalCores(): number {
  const threads = availableParallelism()
  counted ??= Math.max(1, coresOfMachine() ?? threads)
  return Math.min(counted, threads)
}

function coresOfMachine(): number | null {
  if (process.platform === 'linux') return linuxCores('/sys/devices/system/cpu')
  if (process.platform === 'win32') return windowsCores()
  return null // Apple's processors have one thread a core
}

/** Distinct pairs of socket and core below `folder`, as the kernel lists them; null where it does not. */
export function linuxCores(folder: string): number | null {
  try {
    const cores = readdirSync(folder)
      .filter((name) => /^cpu\d+$/.test(name))
      .map((name) =>
        ['physical_package_id', 'core_id']
          .map((file) => readFileSync(`${folder}/${name}/topology/${file}`, 'utf8').trim())
          .join(' '),
      )
    return new Set(cores).size || null
  } catch {
    return null // a kernel or sandbox without this folder
  }
}

function windowsCores(): number | null {
  const command = '(Get-CimInstance Win32_Processor | Measure-Object NumberOfCores -Sum).Sum'
  const asked = spawnSync('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', command], {
    encoding: 'utf8',
    timeout: 5000,
    windowsHide: true,
  })
  const cores = Number.parseInt(asked.stdout, 10)
  return cores > 0 ? cores : null
}
