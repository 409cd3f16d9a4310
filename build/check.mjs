// npm run check: types, lint, fences, format; side by side, under a minute. `npm run check -- fences lint` runs a part.
import { spawn } from 'node:child_process'

const bin = (name) => `node_modules/.bin/${name}`
const sources = ['shared', 'models', 'electron', 'renderer', 'test']
const cached = (name) => ['--cache', '--cache-location', `node_modules/.cache/${name}`]

const compiler = 'node_modules/typescript-native/bin/tsc'

/** The commands of each part, one after another. */
const parts = {
  // The native compiler for everything but components, which need vue-tsc; each reads the declarations of those before.
  types: [
    [compiler, '-b', 'shared', 'models', 'electron'],
    [bin('vue-tsc'), '-p', 'renderer'],
    [compiler, '-p', 'test'],
  ],
  lint: [
    [
      'node_modules/oxlint/bin/oxlint',
      '-c',
      'build/oxlint.json',
      '--ignore-pattern',
      'test/fixtures/breaches/**',
      '--ignore-pattern',
      'models/plugins/examples/**', // a plug-in's default export is its contract
      ...sources,
    ],
    [bin('eslint'), '-c', 'build/eslint.config.mjs', ...cached('eslint/'), 'renderer/**/*.vue'],
  ],
  fences: [
    [
      bin('depcruise'),
      '--config',
      'build/dependency-cruiser.mjs',
      'shared',
      'models',
      'electron',
      'renderer',
    ],
  ],
  format: [[bin('oxfmt'), '--check', 'build', ...sources]],
}

const command = (args) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.on('close', (code) => resolve({ passed: code === 0, output }))
  })

async function run(name) {
  const started = performance.now()
  let all = true
  for (const args of parts[name]) {
    const { passed, output } = await command(args)
    if (!passed) console.log(output)
    all &&= passed
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${all ? 'passed' : 'FAILED'}  ${name}  ${seconds} s`)
  return all
}

const asked = process.argv.slice(2)
const names = asked.length ? asked : Object.keys(parts)
const unknown = names.filter((name) => !(name in parts))
if (unknown.length) {
  console.error(`check has no part called ${unknown.join(', ')}; it has ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
const passed = await Promise.all(names.map(run))
process.exit(passed.every(Boolean) ? 0 : 1)
