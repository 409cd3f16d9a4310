// S4's and S1's stories on phantoms with the networks at their published width: hours on two cores.
// npm run bench -- stories      STEPS=1170 (of S4), ITERATIONS=15000,10000 (of S1), ONLY=fcn-8s
import { bundledProgram } from '../fixtures/bundledProgram.mjs'
import { programAnswer } from './programAnswer.mjs'

const size = { side: 256, fieldMm: 360, train: 12, test: 3, batch: 1 }
const learnt = { loss: 'ce+dice', optimiser: 'adam', learningRate: 1e-4 }
const nothing = { loss: 'ce-caffe', optimiser: 'sgd-caffe', learningRate: 1e-4 }

export async function run({ json, machine }) {
  const steps = Number(process.env.STEPS ?? 1170)
  const [first, second] = (process.env.ITERATIONS ?? '15000,10000').split(',').map(Number)
  const phase = (iterations, schedule, decayOver, scheduleOptions = {}) => ({
    iterations,
    schedule,
    scheduleOptions,
    decayOver,
  })
  const phases = [phase(first, 'constant', null), phase(second, 'poly', 2 * second, { power: 0.9 })]
  const stories = {
    'fcn-alexnet, nothing drawn': {
      story: 'fcn-alexnet',
      quirks: 'faithful',
      size: { ...size, width: 96 },
      steps,
      training: nothing,
    },
    'fcn-alexnet': {
      story: 'fcn-alexnet',
      quirks: 'corrected',
      size: { ...size, width: 96 },
      steps,
      training: learnt,
    },
    'fcn-8s': { story: 'fcn-8s', quirks: 'corrected', size: { ...size, width: 64 }, steps, training: learnt },
    deeplab: {
      story: 'deeplab',
      size: { ...size, side: 321, batch: 2, width: 64 },
      training: {
        loss: 'cross-entropy',
        optimiser: 'sgd',
        weightDecay: 5e-4,
        publishedRates: true,
        learningRate: 2.5e-4,
        phases,
      },
    },
  }
  const program = bundledProgram('test/bench/stories/story.ts')
  const endings = {}
  for (const [name, story] of Object.entries(stories)) {
    if (process.env.ONLY && process.env.ONLY !== story.story) continue
    endings[name] = await programAnswer(program, story)
    if (!json) console.log(`${name}: ${JSON.stringify(endings[name])}`)
  }
  if (json) console.log(JSON.stringify({ machine, steps, endings }, null, 2))
}
