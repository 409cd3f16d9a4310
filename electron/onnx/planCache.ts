import { createHash } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { planFileBytes, planOfFile, type Plan } from './planFile'

const ours = /^[0-9a-f]{64}\.plan$/
const unfinished = /^\.[0-9a-f]{64}\.\d+$/
const dayMs = 24 * 3600 * 1000

/**
 * Compiled models in a folder, by a hash of all that they depend on: the second run of an experiment need not compile.
 * What is no whole plan is not there; what cannot be written is done without: a cache may cost time, never a run.
 * At most `mostBytes`, the least recently used dropped first. Files of other names are left alone.
 */
export class PlanCache {
  constructor(
    private readonly folder: string,
    private readonly mostBytes = 256 * 2 ** 20,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** The name of a plan: a hash of the model's bytes and of what else decides the outcome. */
  static key(model: Uint8Array, ...circumstances: readonly (string | number)[]): string {
    return createHash('sha256').update(JSON.stringify(circumstances)).update(model).digest('hex')
  }

  find(key: string): Plan | null {
    const file = this.#file(key)
    try {
      const plan = planOfFile(key, readFileSync(file))
      const now = new Date(this.nowMs())
      if (plan) utimesSync(file, now, now)
      return plan
    } catch {
      return null // not there, or not ours to read
    }
  }

  keep(key: string, plan: Plan): void {
    try {
      mkdirSync(this.folder, { recursive: true })
      this.#write(key, plan)
      this.#tidy()
    } catch {
      // a full or read-only disk: the run goes on without
    }
  }

  #write(key: string, plan: Plan): void {
    const fresh = join(this.folder, `.${key}.${process.pid}`)
    try {
      writeFileSync(fresh, planFileBytes(key, plan))
      renameSync(fresh, this.#file(key))
    } finally {
      rmSync(fresh, { force: true })
    }
  }

  #file(key: string): string {
    return join(this.folder, `${key}.plan`)
  }

  #tidy(): void {
    const found = readdirSync(this.folder).map((name) => ({ name, path: join(this.folder, name) }))
    for (const { name, path } of found)
      if (unfinished.test(name) && this.nowMs() - statSync(path).mtimeMs > dayMs)
        rmSync(path, { force: true })
    const plans = found
      .filter(({ name }) => ours.test(name))
      .map(({ path }) => ({ path, ...sizeAndTime(path) }))
      .sort((a, b) => b.usedMs - a.usedMs)
    let bytes = 0
    for (const plan of plans) {
      bytes += plan.bytes
      if (bytes > this.mostBytes) rmSync(plan.path, { force: true })
    }
  }
}

function sizeAndTime(path: string): { bytes: number; usedMs: number } {
  const { size, mtimeMs } = statSync(path)
  return { bytes: size, usedMs: mtimeMs }
}
