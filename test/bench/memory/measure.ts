// Peak resident memory of a few training steps and predictions of one network beside what was worked out before the first.
import { readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs'
import { peakBytes, stepsMemory } from '#electron/compute/training/runMemory'
import { useEngine } from '#electron/onnx/engine'
import { compileStep } from '#electron/onnx/step'
import { DropoutMasks } from '#models/layers/DropoutMasks'
import { lossCatalogue } from '#models/losses/catalogue'
import { networkCatalogue } from '#models/networks/catalogue'
import { logitsOf, trainableVariables } from '#models/networks/logits'
import { Adam } from '#models/optimisers/Adam'
import { NetworkId } from '#shared/domain/network'

interface Asked {
  readonly network: string
  readonly batch: number
  /** [height, width] or [slices, height, width] */
  readonly size: readonly number[]
  readonly steps: number
}

const { network, batch, size, steps } = JSON.parse(process.argv[2] ?? '{}') as Asked
const peak = (): number =>
  1024 * Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])

await useEngine()
const beforeBytes = process.memoryUsage.rss()
const entry = networkCatalogue[NetworkId.parse(network)]
const [height = 0, width = 0] = size.slice(-2)
const slices = size.length === 3 ? size[0] : undefined
const model = entry.build({ size: [height, width], slices, classes: 3, seed: 1 })
const logits = logitsOf(model)
const variables = trainableVariables(model)
const adam = new Adam(variables, { learningRate: 1e-4 })
const masks = new DropoutMasks(model, 1)
const train = compileStep((x: tf.Tensor, truth: tf.Tensor, labelled: tf.Tensor, drawn: tf.Tensor) =>
  masks.during(drawn as tf.Tensor2D, () =>
    adam.minimise(() =>
      lossCatalogue['ce+dice'].loss({
        logits: logits.apply(x, { training: true }) as tf.Tensor,
        activation: entry.output,
        truth,
        labelled: labelled as tf.Tensor2D,
      }),
    ),
  ),
)
const predict = compileStep((x: tf.Tensor) => model.apply(x) as tf.Tensor)
const pixels = batch * size.reduce((product, each) => product * each, 1)
const x = tf.tensor(
  Float32Array.from({ length: pixels }, (_, i) => Math.sin(i)),
  [batch, ...size, 1],
)
const given = logits.outputs[0]?.shape.slice(1, -1) ?? []
const truth = tf.fill([batch, ...given.map((each, axis) => each ?? size[axis] ?? 1), 3], 0.25)
const labelled = tf.ones([batch, 3])
const drawn = masks.none(batch)

train.prepare(x, truth, labelled, drawn)
predict.prepare(x)
const parts = [train, predict].map((step) => stepsMemory(step.traces()))
const expected = parts.every((part) => part !== null) ? peakBytes(beforeBytes, parts) : NaN
for (let step = 0; step < steps; step++) train(x, truth, labelled, drawn)
for (let i = 0; i < 2; i++) predict(x)
console.log(
  JSON.stringify({
    ...{ network, batch, size, parts },
    parameters: variables.reduce((sum, variable) => sum + variable.size, 0),
    expectedMb: expected / 1e6,
    peakMb: peak() / 1e6,
    offPercent: 100 * (expected / peak() - 1),
  }),
)
