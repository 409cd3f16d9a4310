// npm run check: types, lint, fences, format; side by side, under a minute. `npm run check -- fences lint` runs a part.
import { spawn } from 'node:child_process'

const bin = (name) => `node_modules/.bin/${name}`
const sources = ['shared', 'models', 'electron', 'renderer', 'test']
const cached = (name) => ['--cache', '--cache-location', `node_modules/.cache/${name}`]

const parts = {
  types: [bin('vue-tsc'), '-b', 'tsconfig.json'],
  lint: [
    bin('eslint'),
    '-c',
    'build/eslint.config.mjs',
    '--no-warn-ignored',
    ...cached('eslint/'),
    ...sources,
  ],
  fences: [
    bin('depcruise'),
    '--config',
    'build/dependency-cruiser.mjs',
    'shared',
    'models',
    'electron',
    'renderer',
  ],
  format: [
    bin('prettier'),
    '--check',
    '--log-level',
    'warn',
    ...cached('prettier.json'),
    'build',
    ...sources,
  ],
}

const run = (name) =>
  new Promise((resolve) => {
    const started = performance.now()
    const child = spawn(process.execPath, parts[name], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name}  ${seconds} s`)
      if (code !== 0) console.log(output)
      resolve(code === 0)
    })
  })

const asked = process.argv.slice(2)
const names = asked.length ? asked : Object.keys(parts)
const unknown = names.filter((name) => !(name in parts))
if (unknown.length) {
  console.error(`check has no part called ${unknown.join(', ')}; it has ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
const passed = await Promise.all(names.map(run))
process.exit(passed.every(Boolean) ? 0 : 1)
