import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export function bundledChild() {
  const folder = join(root, 'node_modules/.cache/septum-devices')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `networkSteps-${process.pid}.mjs`)
  buildSync({
    entryPoints: [join(root, 'test/parity/devices/networkStepsChild.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: Object.fromEntries(['electron', 'models', 'shared'].map((name) => [`#${name}`, join(root, name)])),
  })
  return outfile
}
