// npm run extras -- gpu|electron: fetches what is optional. Says clearly when it cannot, and leaves the tree as it was.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { electronRuntime } from './electronRuntime.mjs'
import { fetchElectron } from './fetchElectron.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

function run(script, args, folder) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** Runs a package's own install script; what it added is taken away again when it fails. */
async function installScript(name, script, args) {
  let folder
  try {
    folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  } catch {
    return `the package ${name} is not installed (it is optional, and does not exist for every platform)`
  }
  const file = join(folder, script)
  if (!existsSync(file)) return `${name} has no ${script}`
  const before = new Set(readdirSync(folder))
  if ((await run(file, args, folder)) === 0) return null
  for (const added of readdirSync(folder))
    if (!before.has(added)) rmSync(join(folder, added), { recursive: true, force: true })
  return `the install script of ${name} failed; its words stand above`
}

const extras = {
  async gpu() {
    const problems = [
      await installScript('@tensorflow/tfjs-node-gpu', 'scripts/install.js', ['gpu', 'download']),
      process.platform === 'linux' && process.arch === 'x64'
        ? await installScript('onnxruntime-node', 'script/install.js', [])
        : null,
    ].filter(Boolean)
    return problems.length ? problems.join('; and ') : null
  },
  async electron() {
    if (electronRuntime()) return null
    const fetched = await fetchElectron(root)
    return fetched.ok ? null : fetched.why
  },
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in extras))
if (!asked.length || unknown.length) {
  console.error('Usage: npm run extras -- gpu|electron')
  process.exit(2)
}
for (const name of asked) {
  const problem = await extras[name]()
  console.log(
    problem
      ? `${name}: could not be fetched: ${problem}. Nothing was changed; Septum works without it.`
      : `${name}: is there.`,
  )
  if (problem) process.exitCode = 1
}
