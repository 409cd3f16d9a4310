// Memory of a training as worked out before its first step, beside the peak that is measured, for networks of the catalogue.
// npm run bench -- memory      STEPS, CASES (JSON: [["unet-2d", 4, [176, 176]], …]) as environment variables. Linux.
import { bundledProgram } from '../fixtures/bundledProgram.mjs'
import { programAnswer } from './programAnswer.mjs'

const usual = [
  ['unet-2d', 4, [176, 176]],
  ['unet-2d', 8, [160, 160]],
  ['unet-2d', 2, [64, 64]],
  ['densenet', 4, [176, 176]],
  ['fcn-tran', 1, [100, 100]],
  ['fcn-tran', 1, [256, 256]],
  ['unet-3d', 1, [16, 96, 96]],
]

export async function run({ json, machine }) {
  const steps = Number(process.env.STEPS ?? 4)
  const cases = process.env.CASES ? JSON.parse(process.env.CASES) : usual
  const program = bundledProgram('test/bench/memory/measure.ts')
  const rows = []
  for (const [network, batch, size] of cases) {
    const row = await programAnswer(program, { network, batch, size, steps })
    rows.push(row)
    if (!json) print(row)
  }
  if (json) console.log(JSON.stringify({ machine, steps, rows }, null, 2))
}

function print({ network, batch, size, parameters, expectedMb, peakMb, offPercent }) {
  const figures = `expected ${expectedMb.toFixed(0)} MB, peak ${peakMb.toFixed(0)} MB (${offPercent.toFixed(0)} %)`
  console.log(
    `${network}, batch ${batch}, ${size.join(' × ')}, ${(parameters / 1e6).toFixed(2)} M parameters: ${figures}`,
  )
}
