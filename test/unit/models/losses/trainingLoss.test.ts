import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { lossCatalogue } from '#models/losses/catalogue'
import { trainingLoss } from '#models/losses/trainingLoss'
import { networkCatalogue } from '#models/networks/catalogue'
import { Experiment } from '#shared/domain/experiment'
import { lossIds } from '#shared/domain/loss'
import { seededRandom } from '#shared/domain/random'

const side = 8
const pixels = side * side
/** Two structures; the last row of the image is marked as not to be judged. */
const structures = 2
const judged = pixels - side

beforeAll(async () => void (await useEngine({ engine: 'onnxruntime', threads: 1 })))

function targets(): Float32Array {
  const random = seededRandom(4)
  return Float32Array.from({ length: pixels * structures }, (_, i) => {
    if (Math.floor(i / structures) >= judged) return -1
    return random() < 0.3 ? 1 : 0
  })
}

test.each(lossIds.filter((id) => id in lossCatalogue))(
  '%s: pixels that are to be ignored change neither loss nor slope, whatever the network says there (label 255)',
  (loss) => {
    const net = networkCatalogue['unet-2d'].build({
      size: [side, side],
      classes: 2,
      baseFilters: 2,
      depth: 2,
    })
    const asked = Experiment.shape.training.parse({ loss })
    const rule = trainingLoss(net, structures, asked, null, true)
    const random = seededRandom(5)
    const plain = Float32Array.from({ length: pixels * structures }, () => 4 * random() - 2)
    const other = plain.map((value, i) => (i >= judged * structures ? -9 * value : value))
    const [truth, labelled] = [
      rule.truth(targets(), [1, side, side]),
      tf.ones([1, structures]) as tf.Tensor2D,
    ]
    const of = (logits: Float32Array) =>
      tf.tidy(() => {
        const { value, grad } = tf.valueAndGrad((z) => rule.validated(z, truth, labelled))(
          tf.tensor4d(logits, [1, side, side, structures]),
        )
        return { value: value.dataSync()[0]!, slope: grad.dataSync<'float32'>() }
      })
    const [one, two] = [of(plain), of(other)]
    expect(Number.isFinite(one.value)).toBe(true)
    expect(two.value).toBeCloseTo(one.value, 5)
    expect(one.slope.subarray(judged * structures).every((value) => value === 0)).toBe(true)
    expect(one.slope.some((value) => value !== 0)).toBe(true)
    tf.dispose([truth, labelled])
    net.dispose()
  },
)
