// npm run -s septum -- NOUN VERB: builds when sources are newer, then runs the command line with the arguments.
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { isFresh } from './freshness.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bundle = join(root, 'dist/septum.js')

if (!isFresh(root)) {
  const { buildAll } = await import('./build.mjs')
  await buildAll()
}
// In this very process: signals, exit codes and the terminal are then the command's own.
process.argv[1] = bundle
await import(pathToFileURL(bundle).href)
