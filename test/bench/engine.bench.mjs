// Training steps and predictions of the networks, in turns with the same network in PyTorch where python3 has it.
// npm run bench -- engine [--network unet-2d,densenet] [--rounds 7] [--threads 2] [--plain] [--json]
// PYTHON (default /usr/bin/python3) names the interpreter; --plain leaves the blocked convolutions out.
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cases } from './engine/cases.mjs'
import { measureCase } from './engine/measureCase.mjs'
import { printTable } from './engine/table.mjs'
import { torchVersion } from './engine/torch.mjs'

const folder = join(fileURLToPath(new URL('.', import.meta.url)), 'engine')

export async function run({ json, machine }) {
  const { values } = parseArgs({
    strict: false,
    options: { network: { type: 'string' }, rounds: { type: 'string' }, threads: { type: 'string' } },
  })
  const wanted = values.network?.split(',')
  const chosen = cases.filter(
    ({ name, network }) => !wanted || wanted.includes(name) || wanted.includes(network),
  )
  if (!chosen.length)
    throw new Error(`There is no such network; there are ${cases.map(({ name }) => name).join(', ')}.`)
  const common = {
    rounds: Number(values.rounds ?? 7),
    threads: Number(values.threads ?? availableParallelism()),
    blocked: !values.plain,
    seed: 1,
  }
  const torch = torchVersion()
  const results = []
  for (const each of chosen) results.push(await measureCase(folder, { ...each, ...common }, torch !== null))
  if (json) {
    console.log(JSON.stringify({ machine, ...common, torch: torch ?? 'not found', results }, null, 2))
    return
  }
  console.log(
    `${common.threads} threads, seed ${common.seed}, medians of ${common.rounds} turns; PyTorch: ${torch ?? 'not found'}`,
  )
  printTable(results)
}
