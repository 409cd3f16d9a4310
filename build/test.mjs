// npm test: builds, then runs all that this machine can run: unit and parity tests, TensorFlow.js's own specs against the
// engine, then the end-to-end stories in Chromium on the local page, and in Electron where its runtime and a display are
// there. What is skipped is named.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { electronRuntime, hasDisplay } from './electronRuntime.mjs'
import { chromiumPath } from './chromium.mjs'
import { loopbackOnly } from './loopbackOnly.mjs'

const folder = mkdtempSync(join(tmpdir(), 'septum-test-'))
const counts = { passed: 0, failed: 0, skipped: 0 }
const skippedNames = []

function skip(name, reason, number = 1) {
  skippedNames.push(`${name} (${reason})`)
  counts.skipped += number
}

/** Runs vitest projects and adds up what their JSON report says. */
function vitest(title, args, env = {}, before = []) {
  console.log(`\n== ${title}`)
  const report = join(folder, `${title.replace(/\W+/g, '-')}.json`)
  const [program, ...rest] = [
    ...before,
    process.execPath,
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'build/vitest.config.mjs',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ]
  const run = spawnSync(program, rest, { stdio: 'inherit', env: { ...process.env, ...env } })
  if (!existsSync(report)) {
    counts.failed += 1
    return
  }
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  counts.passed += numPassedTests
  counts.failed += numFailedTests
  counts.skipped += numPendingTests
  if (run.status !== 0 && numFailedTests === 0) counts.failed += Math.max(1, numFailedTestSuites)
  for (const file of testResults)
    for (const one of file.assertionResults)
      if (one.status === 'pending' || one.status === 'skipped') skippedNames.push(one.fullName)
}

const built = spawnSync(process.execPath, ['build/build.mjs'], { stdio: 'inherit' })
if (built.status !== 0) process.exit(1)

vitest('unit and parity', ['--project', 'unit', '--project', 'parity'])

vitest("TensorFlow.js's own specs", ['--project', 'conformance'])

const offline = loopbackOnly()
const network = offline.length ? 'loopback only' : 'as the machine has it'
if (chromiumPath())
  vitest(
    `end to end in Chromium, network: ${network}`,
    ['--project', 'e2e'],
    { SEPTUM_DOOR: 'page', SEPTUM_NETWORK: offline.length ? 'none' : 'any' },
    offline,
  )
else skip('end to end in Chromium', 'no Chromium found; install it or name it with CHROMIUM_PATH')

const runtime = electronRuntime()
if (runtime && hasDisplay())
  vitest('end to end in Electron', ['--project', 'e2e'], { SEPTUM_DOOR: 'electron' })
else
  skip(
    'end to end in Electron',
    runtime ? 'no display' : 'its runtime is not here; npm run extras -- electron',
  )

rmSync(folder, { recursive: true, force: true })
if (skippedNames.length) console.log(`\nSkipped:\n${skippedNames.map((name) => `  ${name}`).join('\n')}`)
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exit(counts.failed === 0 ? 0 : 1)
