import * as tf from '@tensorflow/tfjs'
import { SeptumError } from '#shared/errors/SeptumError'

export interface WeightSpec {
  /** Layer and weight, such as `in_0/kernel`. */
  readonly name: string
  readonly shape: readonly number[]
}

export interface Weights {
  readonly specs: readonly WeightSpec[]
  /** All weights in the order of `specs`, float32, little-endian as every platform we run on. */
  readonly data: ArrayBuffer
}

/** One weight of a model, to be read and written. */
export interface WeightPlace {
  readonly name: string
  readonly shape: readonly number[]
  readonly count: number
  readonly write: (values: Float32Array) => void
  readonly read: () => Float32Array
}

/** A copy of every weight of a model, moving averages included. */
export function exportWeights(model: tf.LayersModel): Weights {
  const places = weightPlaces(model)
  const data = new ArrayBuffer(4 * places.reduce((sum, { count }) => sum + count, 0))
  const all = new Float32Array(data)
  let from = 0
  for (const { read, count } of places) {
    all.set(read(), from)
    from += count
  }
  return { specs: places.map(({ name, shape }) => ({ name, shape })), data }
}

/** Puts weights into a model of the same network, bit for bit. Throws MODEL_DAMAGED when they do not fit it. */
export function importWeights(model: tf.LayersModel, weights: Weights): void {
  const damaged = (reason: string): never => {
    throw new SeptumError('MODEL_DAMAGED', { model: model.name, reason })
  }
  const places = weightPlaces(model)
  if (places.length !== weights.specs.length)
    damaged(`it holds ${weights.specs.length} weights, and the network has ${places.length}`)
  places.forEach(({ name, shape }, index) => {
    const spec = weights.specs[index]
    if (spec?.name !== name) damaged(`weight ${index + 1} is called ${spec?.name}, not ${name}`)
    if (spec?.shape.join() !== shape.join())
      damaged(`${name} has the shape ${spec?.shape.join(' × ')}, not ${shape.join(' × ')}`)
  })
  const bytes = 4 * places.reduce((sum, { count }) => sum + count, 0)
  if (weights.data.byteLength !== bytes)
    damaged(`its weights are ${weights.data.byteLength} bytes long, not ${bytes}`)
  let from = 0
  for (const { write, count } of places) {
    write(new Float32Array(weights.data.slice(4 * from, 4 * (from + count))))
    from += count
  }
}

/** Every weight of a model in its order, moving averages included. */
export function weightPlaces(model: tf.LayersModel): WeightPlace[] {
  return model.layers.flatMap((layer) =>
    layer.weights.map((weight) => {
      const shape = weight.shape as number[]
      return {
        name: `${layer.name}/${weight.originalName.split('/').at(-1)}`,
        shape,
        count: shape.reduce((product, size) => product * size, 1),
        read: () => weight.read().dataSync() as Float32Array,
        write: (values: Float32Array) => {
          const tensor = tf.tensor(values, shape)
          weight.write(tensor)
          tensor.dispose()
        },
      }
    }),
  )
}
