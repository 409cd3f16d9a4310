import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A TypeScript program of this folder, bundled into the ignored folder test/.bench; packages stay outside. Its path. */
export async function bundledProgram(file) {
  const folder = join(root, 'test/.bench')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, basename(file).replace('.ts', '.mjs'))
  await build({
    entryPoints: [join(root, 'test/bench', file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: Object.fromEntries(['electron', 'models', 'shared'].map((name) => [`#${name}`, join(root, name)])),
  })
  return outfile
}

/** Runs a bundled program in a process of its own, and gives the JSON value of its last line. `told` hears every line. */
export async function programAnswer(program, argument, told = () => undefined) {
  const child = spawn(process.execPath, [program, JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let last = ''
  for await (const line of createInterface({ input: child.stdout })) {
    last = line
    told(line)
  }
  const code = child.exitCode ?? (await new Promise((resolve) => child.once('close', resolve)))
  if (code !== 0) throw new Error(`${basename(program)} ended with ${code}`)
  return JSON.parse(last)
}
