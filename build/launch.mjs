// npm start: the window where Electron's runtime and a display are there, else the local page, with one line that says why.
import { spawn } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { electronRuntime, hasDisplay } from './electronRuntime.mjs'
import { fetchElectron } from './fetchElectron.mjs'
import { isFresh } from './freshness.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const args = process.argv.slice(2)

if (!isFresh(root)) {
  console.error('Building Septum from its sources …')
  const { buildAll } = await import('./build.mjs')
  await buildAll()
}

/** The executable of Electron, or in words why there is none. */
async function electron() {
  if (!hasDisplay()) return { why: 'there is no display' }
  const found = electronRuntime()
  if (found) return { executable: found }
  if (process.env.SEPTUM_NO_FETCH === '1') return { why: "Electron's runtime is not installed" }
  console.error("Fetching Electron's runtime; this happens once …")
  const fetched = await fetchElectron(root)
  const executable = fetched.ok ? electronRuntime() : null
  return executable ? { executable } : { why: `Electron's runtime could not be fetched (${fetched.why})` }
}

/** Runs the window until it closes. A runtime that cannot start at all (missing libraries) is told from its exit. */
function openWindow(executable) {
  return new Promise((resolve) => {
    const began = Date.now()
    const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const child = spawn(executable, [...sandbox, root, ...args], { stdio: 'inherit' })
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
    child.on('error', (error) => resolve({ why: `Electron did not start (${error.message})` }))
    child.on('exit', (code) => {
      const stillborn = code !== 0 && Date.now() - began < 5000
      if (stillborn) resolve({ why: `Electron did not start (exit ${code})` })
      else process.exit(code ?? 0)
    })
  })
}

const { executable, why } = await electron()
const reason = executable ? (await openWindow(executable)).why : why

console.error(`Septum opens as a local page, because ${reason}:`)
const bundle = join(root, 'dist/septum.js')
process.argv = [process.argv[0], bundle, 'serve', ...args]
await import(pathToFileURL(bundle).href)
