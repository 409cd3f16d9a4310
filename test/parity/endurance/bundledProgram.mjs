import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export function bundledProgram(name) {
  const folder = join(root, 'node_modules/.cache/septum-endurance')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `${basename(name, '.ts')}-${process.pid}.mjs`)
  buildSync({
    entryPoints: [join(root, 'test/parity/endurance', name)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: Object.fromEntries(['electron', 'models', 'shared'].map((part) => [`#${part}`, join(root, part)])),
  })
  return outfile
}
