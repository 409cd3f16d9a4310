// Three training steps with a limit on the process's address space, set once the steps are compiled and lifted once an
// allocation failed; `share` of what the first would take is left, nought = no limit. Prints losses and notes as JSON.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { sturdyStep } from '#electron/compute/training/sturdyStep'
import { Trainer } from '#electron/compute/training/trainer'
import { useEngine } from '#electron/onnx/engine'
import { networkCatalogue } from '#models/networks/catalogue'
import { Experiment } from '#shared/domain/experiment'
import { seededRandom } from '#shared/domain/random'

const share = Number(process.argv[2])

/** Bytes of address space; only growing is limited. */
function limitTo(bytes: number | 'unlimited'): void {
  const { status } = spawnSync('prlimit', ['--pid', String(process.pid), `--as=${bytes}:unlimited`])
  if (status !== 0) throw new Error('the limit could not be set')
}

const side = 96
const count = 16
await useEngine({ threads: 2 })
const network = networkCatalogue['unet-2d'].build({
  size: [side, side],
  classes: 2,
  baseFilters: 16,
  depth: 3,
})
const trainer = new Trainer(network, side, 2, Experiment.shape.training.parse({}))
const takes = trainer.takes(count)
if (!takes) throw new Error('the engine does not say what it takes')
if (share > 0) {
  const held = Number(/VmSize:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
  const limit = Math.round(held + share * takes.arenaBytes)
  limitTo(limit)
}
const random = seededRandom(1)
const images = Float32Array.from({ length: count * side * side }, () => random() - 0.5)
const targets = Float32Array.from({ length: 2 * images.length }, () => (random() < 0.3 ? 1 : 0))
const batch = { count, images, targets, labelled: new Float32Array(2 * count).fill(1) }
const notes: string[] = []
const note = (text: string): void => {
  notes.push(text)
  limitTo('unlimited')
}
const losses = [1, 2, 3].map((step) => sturdyStep(trainer, batch, 1e-3, step, note))
console.log(JSON.stringify({ losses, notes, arenaBytes: takes.arenaBytes }))
