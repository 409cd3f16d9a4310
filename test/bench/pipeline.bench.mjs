// Share of a training step that is spent waiting for its batch, with batches made between the steps and by worker threads.
// npm run bench -- pipeline      ROUNDS, AUGMENTATIONS (JSON list of ids), WORKERS as environment variables.
import { bundledProgram } from '../fixtures/bundledProgram.mjs'
import { programAnswer } from './programAnswer.mjs'

export async function run({ json, machine }) {
  const rounds = Number(process.env.ROUNDS ?? 9)
  const workers = Number(process.env.WORKERS ?? 1)
  const ids = process.env.AUGMENTATIONS ? JSON.parse(process.env.AUGMENTATIONS) : ['A-S2', 'A-ACDC-2D']
  const program = bundledProgram('test/bench/pipeline/measure.ts')
  const worker = bundledProgram('electron/compute/training/workerAugment.ts')
  const rows = []
  for (const augmentation of ids) {
    const row = await programAnswer(program, { augmentation, rounds, workers, worker })
    rows.push(row)
    if (!json) print(row)
  }
  if (json) console.log(JSON.stringify({ machine, rows }, null, 2))
}

const percent = (share) => `${(100 * share).toFixed(1)} %`
function print({ augmentation, rounds, workers, seed, without, with: threads, ratio }) {
  console.log(
    `${augmentation}, seed ${seed}, ${rounds} paired rounds: waiting ${percent(without.waiting)} of an epoch without, ` +
      `${percent(threads.waiting)} with ${workers} worker; an epoch takes ${ratio.toFixed(2)} times as long without (median of pairs)`,
  )
}
