// Each network of the catalogue at its published width learns two phantom slices by heart: Dice, steps, time, tensors left,
// weights saved and taken up again, and the exported file in plain onnxruntime. The four giants are left out.
// npm run bench -- networks      ONLY=unet-2d,densenet
import { bundledProgram } from '../fixtures/bundledProgram.mjs'
import { programAnswer } from './programAnswer.mjs'

const all = ['rv-cavity', 'lv-myocardium', 'lv-cavity']
const task = (id, side, more = {}) => ({
  id,
  options: { dropout: 0 },
  side,
  fieldMm: 140,
  structures: all,
  steps: 200,
  ...more,
})
const tasks = [
  task('unet-2d', 96),
  task('densenet', 96),
  task('fcn-tran', 100, { structures: ['lv-cavity'] }),
  task('encoder-decoder', 96, { options: {}, training: { learningRate: 0.001 }, steps: 400 }),
  task('encoder-decoder-unet', 96, { options: {}, training: { learningRate: 0.001 }, steps: 400 }),
  task('residual-unet', 96, { options: {} }),
  task('isensee-acdc-2d', 96, { training: { learningRate: 0.001 } }),
  task('unet-3d', 48, { options: { dropout: 0, slices: 16 } }),
  task('isensee-acdc-3d', 48, { options: { dropout: 0, slices: 4 }, training: { learningRate: 0.001 } }),
]

export async function run({ json, machine }) {
  const only = process.env.ONLY?.split(',')
  const program = bundledProgram('test/bench/networks/overfit.ts')
  const rows = []
  for (const one of tasks.filter(({ id }) => !only || only.includes(id))) {
    const row = { id: one.id, side: one.side, ...(await programAnswer(program, one)) }
    rows.push(row)
    if (!json) print(row)
  }
  if (json) console.log(JSON.stringify({ machine, rows }, null, 2))
}

function print({
  id,
  side,
  dice,
  steps,
  msPerStep,
  parameters,
  fallbacks,
  tensorsLeft,
  savedAlike,
  onnxGap,
}) {
  const kept = `${tensorsLeft} tensors left, saved ${savedAlike ? 'alike' : 'OTHERWISE'}, ONNX within ${onnxGap.toExponential(1)}`
  console.log(
    `${id}, ${side} px, ${(parameters / 1e6).toFixed(2)} M numbers: Dice ${dice.map((d) => d.toFixed(3)).join(' ')} ` +
      `after ${steps} steps of ${msPerStep.toFixed(0)} ms; ${kept}; fall-backs: ${fallbacks.join(', ') || 'none'}`,
  )
}
