// node test/conformance/run.mjs [--engine onnxruntime|tfjs-cpu] [--plain] [--filter TEXT]… [--json FILE] [--verbose]
// Runs tfjs-core's own specs against one engine; needs nothing built. --plain does without the blocked convolutions;
// --filter keeps the specs whose full name contains one of the texts, in upper or lower case. Exit: 0 = all ran, even
// if some failed (who judges reads the JSON), 1 = some failed and no --json was asked for, 2 = no spec has such a name.
import { createRequire } from 'node:module'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'onnxruntime' },
    plain: { type: 'boolean', default: false },
    filter: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
})

const here = fileURLToPath(new URL('.', import.meta.url))
const folder = join(here, '../../node_modules/.cache/conformance')
mkdirSync(folder, { recursive: true })
const file = join(folder, `specs-${process.pid}.cjs`)
await build({
  entryPoints: [join(here, 'specs.mjs')],
  outfile: file,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  mainFields: ['module', 'main'],
  alias: { '@tensorflow/tfjs': join(here, 'tensorflow.mjs') },
  external: ['onnxruntime-node', 'onnxruntime-common'],
  // tfjs-core's list of files with side effects leaves out most of its own specs
  ignoreAnnotations: true,
  define: { 'import.meta.url': JSON.stringify(pathToFileURL(file).href) },
  logLevel: 'error',
})

const require = createRequire(import.meta.url)
const core = require('jasmine-core')
const jasmine = core.boot(core)
globalThis.jasmine = jasmine
const env = jasmine.getEnv()
const wanted = options.filter.map((text) => text.toLowerCase())
/** A spec's name without the backend's, which the two engines would otherwise not share. */
const plainName = (full) => full.replaceAll(` ${conformance.backendName} {}`, '').replaceAll(/\s+/g, ' ')
env.configure({
  random: false,
  hideDisabled: true,
  specFilter: (spec) =>
    wanted.length === 0 || wanted.some((text) => plainName(spec.getFullName()).toLowerCase().includes(text)),
})

const conformance = { engine: options.engine, plain: options.plain }
globalThis.conformance = conformance
try {
  require(file)
} finally {
  rmSync(file)
}
jasmine.DEFAULT_TIMEOUT_INTERVAL = 60_000
const info = await conformance.ready

const outcome = { info, passed: [], failed: [], pending: [] }
const seen = new Map()
env.addReporter({
  specDone(spec) {
    conformance.gather()
    if (spec.status === 'excluded') return
    const full = plainName(spec.fullName)
    // some specs share a name: the second is told apart by its number
    const times = (seen.get(full) ?? 0) + 1
    seen.set(full, times)
    const name = times > 1 ? `${full} (${times})` : full
    if (spec.status !== 'failed') {
      outcome[spec.status === 'passed' ? 'passed' : 'pending'].push(name)
      return
    }
    const [first] = spec.failedExpectations
    outcome.failed.push({ name, reason: (first?.message ?? '').slice(0, 300) })
    if (options.verbose) console.log(`FAILED ${name}\n  ${first?.message}\n${first?.stack?.slice(0, 1500)}`)
  },
})
const started = performance.now()
await env.execute()
outcome.seconds = Number(((performance.now() - started) / 1000).toFixed(1))
outcome.fallbacks = [...conformance.fallbacks.values()]
outcome.nativeKernels = conformance.nativeKernels()
if (options.json) writeFileSync(options.json, JSON.stringify(outcome, null, 1))
const { passed, failed, pending } = outcome
console.log(
  `${options.engine}${options.plain ? ', plain' : ''}: ${passed.length} passed, ${failed.length} failed, ` +
    `${pending.length} skipped by themselves, in ${outcome.seconds} s`,
)
if (!options.json) for (const { name, reason } of failed) console.log(`  ${name}: ${reason.split('\n')[0]}`)
if (passed.length + failed.length === 0) {
  console.error(`no spec has a name with ${options.filter.join(' or ')}`)
  process.exit(2)
}
process.exit(failed.length > 0 && !options.json ? 1 : 0)
