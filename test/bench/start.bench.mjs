// From nothing to the first training step of unet-2d, without and with its plan on the disk; and the share of JavaScript in
// a replayed step. npm run bench -- start      NETWORK, BATCH, SIDE, ROUNDS as environment variables
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundledProgram } from '../fixtures/bundledProgram.mjs'
import { programAnswer } from './programAnswer.mjs'

export async function run({ json, machine }) {
  const settings = {
    network: process.env.NETWORK ?? 'unet-2d',
    batch: Number(process.env.BATCH ?? 4),
    side: Number(process.env.SIDE ?? 176),
    steps: 10,
  }
  const rounds = Number(process.env.ROUNDS ?? 3)
  const program = bundledProgram('test/bench/start/firstStep.ts')
  const cold = []
  const warm = []
  for (let round = 0; round < rounds; round++) {
    const plans = mkdtempSync(join(tmpdir(), 'septum-start-'))
    try {
      cold.push(await programAnswer(program, { ...settings, plans }))
      warm.push(await programAnswer(program, { ...settings, plans }))
    } finally {
      rmSync(plans, { recursive: true })
    }
  }
  const result = { machine, ...settings, rounds, first: medians(cold), second: medians(warm) }
  if (json) console.log(JSON.stringify(result, null, 2))
  else print(result)
}

const medians = (rows) =>
  Object.fromEntries(
    Object.keys(rows[0]).map((key) => [
      key,
      rows.map((row) => row[key]).toSorted((a, b) => a - b)[rows.length >> 1],
    ]),
  )

function print({ network, batch, side, rounds, first, second }) {
  console.log(`${network}, batch ${batch}, ${side} × ${side}, medians of ${rounds}, ms`)
  for (const [name, row] of Object.entries({ 'no plan': first, 'from plan': second })) {
    const { loadedMs, engineMs, builtMs, compiledMs, firstRunMs, stepMs, javascriptPercent } = row
    const parts = [
      `program loaded ${loadedMs.toFixed(0)}`,
      `engine ${engineMs.toFixed(0)}`,
      `network ${builtMs.toFixed(0)}`,
      `traced and compiled ${compiledMs.toFixed(0)}`,
      `first step ${firstRunMs.toFixed(0)}`,
      `so first step with compilation ${(compiledMs + firstRunMs).toFixed(0)}`,
      `later steps ${stepMs.toFixed(0)}, of which JavaScript ${javascriptPercent.toFixed(1)} %`,
    ]
    console.log(`${name.padEnd(9)} ${parts.join('; ')}`)
  }
}
