import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readmeTables } from './readmeTables'

interface Outcome {
  readonly info: { readonly block: number }
  readonly passed: readonly string[]
  readonly failed: readonly { readonly name: string; readonly reason: string }[]
  readonly pending: readonly string[]
  readonly fallbacks: readonly { readonly kernel: string; readonly reason: string }[]
  readonly seconds: number
}

/** Share of the specs that TensorFlow.js's cpu backend passes. */
const bar = 0.998

const folder = mkdtempSync(join(tmpdir(), 'septum-conformance-'))
const runner = fileURLToPath(new URL('run.mjs', import.meta.url))
let cpu: Outcome
let blocked: Outcome
let plain: Outcome

async function run(name: string, options: readonly string[]): Promise<Outcome> {
  const json = join(folder, `${name}.json`)
  const start = promisify(execFile)
  await start(process.execPath, [runner, ...options, '--json', json], { maxBuffer: 64 * 2 ** 20 })
  return JSON.parse(readFileSync(json, 'utf8')) as Outcome
}

beforeAll(async () => {
  ;[blocked, [cpu, plain]] = await Promise.all([
    run('blocked', []),
    run('cpu', ['--engine', 'tfjs-cpu']).then(
      async (first) => [first, await run('plain', ['--plain'])] as const,
    ),
  ])
}, 600_000)
afterAll(() => rmSync(folder, { recursive: true }))

const engines = [
  ['blocked', () => blocked],
  ['plain', () => plain],
] as const

const lost = ({ passed }: Outcome): string[] => {
  const here = new Set(passed)
  return cpu.passed.filter((name) => !here.has(name))
}

test('the reference passes all of its own specs', () => {
  expect(cpu.failed).toEqual([])
  expect(cpu.passed.length).toBeGreaterThan(4000)
})

test.each(engines)(
  'at least 99.8 % of the specs that TensorFlow.js itself passes pass on ONNX Runtime, %s',
  (_, outcome) => {
    expect(1 - lost(outcome()).length / cpu.passed.length).toBeGreaterThanOrEqual(bar)
  },
)

test.each(engines)('the README names each spec that fails, and none that passes, %s', (_, outcome) => {
  expect(lost(outcome()).toSorted()).toEqual(readmeTables().failures.toSorted())
})

test('the README names each fall-back to the cpu backend with its reason, and none that does not happen', () => {
  const documented = readmeTables().fallbacks
  const general = new Set(documented.filter((row) => row.startsWith('*: ')).map((row) => row.slice(3)))
  const found = new Set<string>()
  for (const { kernel, reason } of [...blocked.fallbacks, ...plain.fallbacks])
    found.add(general.has(reason) ? `*: ${reason}` : `${kernel}: ${reason}`)
  expect([...found].toSorted()).toEqual(documented.toSorted())
})

test('the README tells how many specs passed and failed', () => {
  const row = (name: string, { passed, failed, pending }: Outcome): string[] => [
    name,
    ...[passed, failed, pending].map((list) => list.length.toLocaleString('en')),
  ]
  expect(readmeTables().counts.map((cells) => cells.slice(0, 4))).toEqual([
    row('TensorFlow.js cpu', cpu),
    row('ONNX Runtime, blocked', blocked),
    row('ONNX Runtime, plain', plain),
  ])
})
