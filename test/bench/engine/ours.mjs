import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { build } from 'esbuild'
import { startContestant } from './contestant.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Septum's engine with one network, in a process of its own; its sources are bundled into the ignored folder .bench. */
export async function startOurs(settings) {
  const folder = join(root, 'test/.bench')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, 'serve.mjs')
  await build({
    entryPoints: [join(root, 'test/bench/engine/serve.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: Object.fromEntries(['electron', 'models', 'shared'].map((name) => [`#${name}`, join(root, name)])),
  })
  return startContestant('Septum', process.execPath, [outfile, JSON.stringify(settings)])
}
