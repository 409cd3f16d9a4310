// A worker thread of the training child: augments, and puts batches together. It knows nothing of TensorFlow or ONNX Runtime.
import { parentPort, workerData } from 'node:worker_threads'
import { Samples } from './batches'
import type { BatchMade, BatchWanted, WorkerStart } from './threadMessages'

const port = parentPort
if (!port) throw new Error('This file is a worker thread of a training; it is not started by hand.')
const { volumes, options } = workerData as WorkerStart
const samples = new Samples(volumes, options)
port.on('message', ({ id, numbers, epoch }: BatchWanted) => {
  const batch = samples.batch(numbers, epoch)
  const made: BatchMade = { id, batch }
  const moved = [batch.images, batch.targets, batch.labelled].map(({ buffer }) => buffer as ArrayBuffer)
  port.postMessage(made, moved)
})
