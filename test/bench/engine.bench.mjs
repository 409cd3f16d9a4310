// Time of a training step and of a prediction of unet-2d, in turns with the same network in PyTorch where python3 has it.
// npm run bench -- engine      BATCH, SIDE, ROUNDS, THREADS, PYTHON (default /usr/bin/python3) as environment variables
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { build } from 'esbuild'
import { startTorch } from './engine/startTorch.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const steps = 4 // in a row, before the other one's turn

export async function run({ json, machine }) {
  const settings = {
    batch: Number(process.env.BATCH ?? 4),
    side: Number(process.env.SIDE ?? 176),
    rounds: Number(process.env.ROUNDS ?? 6),
    threads: Number(process.env.THREADS ?? availableParallelism()),
    seed: 1,
  }
  const { prepareUnet } = await bundled('prepareUnet.ts')
  const ours = await prepareUnet(settings)
  const torch = await startTorch(join(here, 'engine'), settings)
  const rows = []
  for (const what of ['train', 'predict']) {
    ours.time(what, 3)
    await torch?.time(what, 2)
    const found = []
    const theirs = []
    const ratios = []
    for (let round = 0; round < settings.rounds; round++) {
      const mine = ours.time(what, steps)
      found.push(...mine)
      if (!torch) continue
      const other = await torch.time(what, steps)
      theirs.push(...other)
      ratios.push(median(mine) / median(other))
    }
    rows.push({
      what,
      ms: median(found),
      leastMs: Math.min(...found),
      ...(torch ? { torchMs: median(theirs), torchLeastMs: Math.min(...theirs), ratio: median(ratios) } : {}),
    })
  }
  await torch?.stop()
  const result = { machine, ...settings, ...ours.facts(), torch: torch?.version ?? 'not found', rows }
  if (json) console.log(JSON.stringify(result, null, 2))
  else print(result)
}

function print({ rows, batch, side, threads, seed, nodes, fallbacks, torch, rssMb }) {
  console.log(
    `unet-2d, batch ${batch}, ${side} × ${side}, ${threads} threads, seed ${seed}; PyTorch: ${torch}`,
  )
  console.log(
    `training step: ${nodes} ONNX nodes, kernels on the cpu backend: ${fallbacks || 'none'}, ${rssMb} MB in all`,
  )
  for (const { what, ms, leastMs, torchMs, torchLeastMs, ratio } of rows) {
    const beside =
      torchMs === undefined
        ? ''
        : `; PyTorch median ${torchMs.toFixed(0)} ms, least ${torchLeastMs.toFixed(0)} ms; median of paired ratios ${ratio.toFixed(2)}`
    console.log(`${what.padEnd(7)} median ${ms.toFixed(0)} ms, least ${leastMs.toFixed(0)} ms${beside}`)
  }
}

function median(list) {
  return list.toSorted((a, b) => a - b)[list.length >> 1]
}

/** A TypeScript file of this folder, bundled into the ignored folder .bench; packages stay outside. */
async function bundled(file) {
  const out = join(here, '../../.bench')
  mkdirSync(out, { recursive: true })
  const outfile = join(out, file.replace('.ts', '.mjs'))
  await build({
    entryPoints: [join(here, 'engine', file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: {
      '#electron': join(here, '../../electron'),
      '#models': join(here, '../../models'),
      '#shared': join(here, '../../shared'),
    },
  })
  return import(pathToFileURL(outfile).href)
}
