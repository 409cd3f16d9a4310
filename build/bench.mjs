// npm run bench [-- NAME …] [--json] [options of the benchmark]: figures, never a pass or a fail. Each benchmark is a file test/bench/NAME.bench.mjs
// whose `run({ json })` prints its figures with seed, data and machine. Without a name: the list.
import { readdirSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'

const folder = fileURLToPath(new URL('../test/bench', import.meta.url))
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.mjs'))
  .map((file) => file.replace('.bench.mjs', ''))
const args = process.argv.slice(2)
const json = args.includes('--json')
// an option of a benchmark itself, such as --rounds 3, keeps the word after it
const names = args.filter(
  (arg, index) => !arg.startsWith('--') && (index === 0 || /^(--json|(?!--).*)$/.test(args[index - 1])),
)

if (names.length === 0) {
  console.log(`Benchmarks: ${known.join(', ') || 'none yet'}. Run one with npm run bench -- NAME [--json].`)
  process.exit(0)
}
const unknown = names.filter((name) => !known.includes(name))
if (unknown.length) {
  console.error(`There is no benchmark called ${unknown.join(', ')}; there are ${known.join(', ')}.`)
  process.exit(2)
}
const machine = `${cpus()[0]?.model.trim()} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
if (!json) console.log(`Machine: ${machine}`)
for (const name of names) {
  const { run } = await import(pathToFileURL(join(folder, `${name}.bench.mjs`)).href)
  await run({ json, machine })
}
