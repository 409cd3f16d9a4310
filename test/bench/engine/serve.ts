import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fallbacksOfEngine, useEngine } from '#electron/onnx/engine'
import { Session } from '#electron/onnx/runtime'
import { gemmPeak } from './gemmPeak'
import { prepare } from './prepare'
import type { BenchSettings } from './prepared'
import { readProfile } from './profile'

/** Our side of `npm run bench -- engine`, a process of its own: settings as JSON, then one line for each question. */
const settings = JSON.parse(process.argv[2] ?? '{}') as BenchSettings & { readonly blocked: boolean }
const info = await useEngine({ threads: settings.threads, blocked: settings.blocked })
const prepared = prepare(settings)

let nativeMs = 0
const nativeRun = Session.prototype.run
Session.prototype.run = function (this: Session, ...given: Parameters<typeof nativeRun>) {
  const start = performance.now()
  const results = nativeRun.apply(this, given)
  nativeMs += performance.now() - start
  return results
}

const steps = { train: prepared.train, predict: prepared.predict }
type What = keyof typeof steps

function times(what: What, count: number): number[] {
  return Array.from({ length: count }, () => {
    const start = performance.now()
    steps[what]()
    return performance.now() - start
  })
}

/** Part of a step that is JavaScript, drawing the masks included: what is not the native run. Median of a few steps. */
function javascriptShare(): number {
  times('train', 2)
  const shares = Array.from({ length: 9 }, () => {
    nativeMs = 0
    const [ms = 1] = times('train', 1)
    return 1 - nativeMs / ms
  })
  return shares.sort((a, b) => a - b)[4] ?? 1
}

function profile(what: What, count: number) {
  const prefix = join(tmpdir(), `septum-profile-${process.pid}-`)
  const profiled = prepare(settings, { profile: prefix })
  for (let step = 0; step <= count; step++) profiled[what]()
  profiled.dispose()
  return readProfile(prefix)
}

/** Largest resident memory so far, MB; null where the system does not tell. */
function peakMb(): number | null {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
    return peak ? (Number(peak[1]) * 1024) / 1e6 : null
  } catch {
    return null
  }
}

function answer(what: string, words: readonly string[]): unknown {
  const count = Number(words.at(-1) ?? 1)
  switch (what) {
    case 'train':
    case 'predict':
      return times(what, count)
    case 'profile':
      return profile(words[0] as What, count)
    case 'memory':
      return peakMb()
    case 'javascript':
      return javascriptShare()
    case 'gemm':
      return gemmPeak()
    case 'facts':
      return { nodes: prepared.nodes(), fallbacks: [...fallbacksOfEngine().keys()] }
    default:
      throw new Error(`the benchmark was asked for ${what}`)
  }
}

const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`)
say({ parameters: prepared.parameters, block: info.block })
for await (const line of createInterface({ input: process.stdin })) {
  const [what = '', ...words] = line.split(' ')
  say(answer(what, words))
}
