import { Experiment } from '#shared/domain/experiment'
import { residualUnet, residualUnetPlan } from '#models/networks/residualUnet'
import { residualLayers } from '#models/networks/residualUnet.rows'
import { Trainer } from './trainer'

const network = { baseFilters: 8, mostBlocks: 1 } as const
const [images, repeats] = [2, 3]
/** A step is the forward pass and two passes back. */
const passes = 3
const known = new Map<number, number>()

/**
 * Multiply-adds × 2 that this machine does in a second of training a small residual network on slices of `side` pixels:
 * the fastest of a few steps. Takes a second or two, once for each side and process.
 */
export function measuredFlops(side: number): number {
  const before = known.get(side)
  if (before) return before
  const options = { size: [side, side] as const, channels: 1, classes: 1, ...network }
  const [height = side] = residualUnetPlan(options).patch
  const size = [height, height] as const
  const net = residualUnet({ ...options, size })
  const trainer = new Trainer(net, height, 1, Experiment.shape.training.parse({}))
  try {
    const pixels = images * height * height
    const batch = {
      count: images,
      images: new Float32Array(pixels),
      targets: new Float32Array(pixels),
      labelled: new Float32Array(images).fill(1),
    }
    trainer.step(batch, 0.001, 1) // builds and compiles
    const times = Array.from({ length: repeats }, (_, i) => {
      const startedMs = performance.now()
      trainer.step(batch, 0.001, i + 2)
      return (performance.now() - startedMs) / 1000
    })
    const rows = residualLayers(residualUnetPlan({ ...options, size }), 1, 2)
    const flops = rows.reduce((sum, row) => sum + row.flops, 0)
    const perSecond = (passes * images * flops) / Math.min(...times)
    known.set(side, perSecond)
    return perSecond
  } finally {
    trainer.dispose()
    net.dispose()
  }
}
