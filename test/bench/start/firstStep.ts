// One training start: engine, network, first step, and what is left of JavaScript in a replayed one. A line of JSON.
import { Trainer } from '#electron/compute/training/trainer'
import { keepPlansIn } from '#electron/onnx/compiledModel'
import { useEngine } from '#electron/onnx/engine'
import { Session } from '#electron/onnx/runtime'
import { networkCatalogue } from '#models/networks/catalogue'
import { Experiment } from '#shared/domain/experiment'
import { NetworkId } from '#shared/domain/network'

const {
  plans,
  network: id,
  batch,
  side,
  steps,
} = JSON.parse(process.argv[2] ?? '{}') as {
  plans: string
  network: string
  batch: number
  side: number
  steps: number
}
const loadedMs = performance.now()
keepPlansIn(plans)
await useEngine()
const engineMs = performance.now()
const channels = 3
const network = networkCatalogue[NetworkId.parse(id)].build({
  size: [side, side],
  classes: channels,
  seed: 1,
})
const trainer = new Trainer(network, side, channels, Experiment.shape.training.parse({}))
const builtMs = performance.now()

const native = { ms: 0 }
const { run } = Session.prototype
Session.prototype.run = function timed(...given) {
  const from = performance.now()
  const results = run.apply(this, given)
  native.ms += performance.now() - from
  return results
}

const pixels = batch * side * side
const fed = {
  count: batch,
  images: Float32Array.from({ length: pixels }, (_, i) => Math.sin(i)),
  targets: Float32Array.from({ length: pixels * channels }, (_, i) => (i % channels === 1 ? 1 : 0)),
  labelled: new Float32Array(batch * channels).fill(1),
}
trainer.takes(batch)
const compiledMs = performance.now()
trainer.step(fed, 1e-3, 1)
const firstMs = performance.now()
trainer.step(fed, 1e-3, 2)
trainer.step(fed, 1e-3, 3)

native.ms = 0
const from = performance.now()
for (let step = 4; step < 4 + steps; step++) trainer.step(fed, 1e-3, step)
const allMs = performance.now() - from
console.log(
  JSON.stringify({
    loadedMs,
    engineMs: engineMs - loadedMs,
    builtMs: builtMs - engineMs,
    compiledMs: compiledMs - builtMs,
    firstRunMs: firstMs - compiledMs,
    stepMs: allMs / steps,
    javascriptPercent: (100 * (allMs - native.ms)) / allMs,
  }),
)
