// Memory over 10,000 training steps of a tiny U-Net. npm run bench -- endurance      STEPS, SEED as environment variables
import { bundledProgram } from '../fixtures/bundledProgram.mjs'
import { programAnswer } from './programAnswer.mjs'

export async function run({ json, machine }) {
  const settings = { steps: Number(process.env.STEPS ?? 10_000), seed: Number(process.env.SEED ?? 1) }
  const began = performance.now()
  const program = bundledProgram('test/bench/endurance/endure.ts')
  const marks = await programAnswer(program, settings)
  const [first, ...later] = marks
  const most = Math.max(...later.map(({ residentBytes }) => residentBytes))
  const result = {
    machine,
    ...settings,
    seconds: (performance.now() - began) / 1000,
    at500Mb: first.residentBytes / 1e6,
    mostAfterMb: most / 1e6,
    growthPercent: (100 * (most - first.residentBytes)) / first.residentBytes,
    tensors: [first.tensors, marks.at(-1).tensors],
    sessions: [first.sessions, marks.at(-1).sessions],
    marks,
  }
  if (json) console.log(JSON.stringify(result, null, 2))
  else print(result)
}

function print({ steps, seed, seconds, at500Mb, mostAfterMb, growthPercent, tensors, sessions }) {
  console.log(
    `Tiny U-Net, batch 2, 32 × 32, ${steps} training steps in ${seconds.toFixed(0)} s, seed ${seed}`,
  )
  console.log(
    `resident after 500 steps ${at500Mb.toFixed(0)} MB, most afterwards ${mostAfterMb.toFixed(0)} MB: ${growthPercent.toFixed(1)} % more`,
  )
  console.log(`tensors ${tensors.join(' → ')}, eager sessions ${sessions.join(' → ')}`)
}
