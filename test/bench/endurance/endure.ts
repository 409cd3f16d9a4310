// Trains a tiny U-Net for so many steps and tells how memory goes: a line of JSON every 500 steps, all of them at the end.
import * as tf from '@tensorflow/tfjs'
import { Trainer } from '#electron/compute/training/trainer'
import { OnnxBackend } from '#electron/onnx/backend'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { Experiment } from '#shared/domain/experiment'
import { seededRandom } from '#shared/domain/random'

interface Mark {
  readonly step: number
  readonly residentBytes: number
  readonly tensors: number
  readonly sessions: number
  readonly loss: number
}

const { steps, seed } = JSON.parse(process.argv[2] ?? '{}') as { steps: number; seed: number }
const side = 32
const count = 2
await useEngine()
const network = networkCatalogue['unet-2d'].build({
  size: [side, side],
  classes: 2,
  baseFilters: 4,
  depth: 2,
  seed,
})
const trainer = new Trainer(network, side, 2, Experiment.shape.training.parse({ seed }))
const backend = tf.backend()
if (!(backend instanceof OnnxBackend)) throw new Error('this is about the engine onnxruntime')
const random = seededRandom(seed)
const marks: Mark[] = []
for (let step = 1; step <= steps; step++) {
  const images = Float32Array.from({ length: count * side * side }, () => random() - 0.5)
  const targets = new Float32Array(images.length * 2)
  images.forEach((value, pixel) => (targets[2 * pixel + (value > 0 ? 1 : 0)] = 1))
  const loss = trainer.step(
    { count, images, targets, labelled: new Float32Array(count * 2).fill(1) },
    1e-3,
    step,
  )
  if (step % 500 !== 0) continue
  const mark = {
    step,
    residentBytes: process.memoryUsage.rss(),
    tensors: tf.memory().numTensors,
    sessions: backend.cache.size,
    loss,
  }
  console.log(JSON.stringify(mark))
  marks.push(mark)
}
console.log(JSON.stringify(marks))
