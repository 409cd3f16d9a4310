// Lets electron's own installer fetch its runtime, and gives up when nothing arrives for ten seconds.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const silenceMs = 10_000

/** Bytes of all files below a folder. */
function bytesBelow(folder) {
  try {
    return readdirSync(folder, { recursive: true })
      .map((name) => statSync(join(folder, String(name)), { throwIfNoEntry: false }))
      .reduce((sum, info) => sum + (info?.isFile() ? info.size : 0), 0)
  } catch {
    return 0
  }
}

/**
 * Fetches the runtime into node_modules/electron. `{ ok: true }`, or `{ ok: false, why }`, and the tree is then as it
 * was. Its temporary files go into a folder of ours, so that their growth shows that bytes arrive.
 */
export async function fetchElectron(root) {
  const folder = join(root, 'node_modules/electron')
  const installer = join(folder, 'install.js')
  if (!existsSync(installer)) return { ok: false, why: 'the package electron is not installed' }
  const before = new Set(readdirSync(folder))
  const place = mkdtempSync(join(tmpdir(), 'septum-electron-'))
  const env = { ...process.env, TMPDIR: place, TEMP: place, TMP: place }

  const result = await new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (text) => (errors += text))
    let bytes = 0
    let movedAt = Date.now()
    const watch = setInterval(() => {
      const now = bytesBelow(place) + bytesBelow(join(folder, 'dist'))
      if (now !== bytes) [bytes, movedAt] = [now, Date.now()]
      if (Date.now() - movedAt < silenceMs) return
      child.kill('SIGKILL')
      resolve({ ok: false, why: 'nothing arrived for ten seconds' })
    }, 500)
    child.on('exit', (code) => {
      clearInterval(watch)
      const said = errors.split('\n').find((line) => /error/i.test(line))
      resolve(code === 0 ? { ok: true } : { ok: false, why: said?.trim() ?? `exit ${code}` })
    })
  })
  rmSync(place, { recursive: true, force: true })
  if (!result.ok)
    for (const name of readdirSync(folder))
      if (!before.has(name)) rmSync(join(folder, name), { recursive: true, force: true })
  return result
}
