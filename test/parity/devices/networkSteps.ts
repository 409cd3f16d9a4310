import * as tf from '@tensorflow/tfjs'
import { fallbacksOfEngine, useEngine, type EngineInfo, type EngineOptions } from '#electron/onnx/engine'
import { wrongAnswers } from '#electron/onnx/selfTest'
import { narrowBatch, narrowTrainer, type NarrowNetwork } from './narrowNetworks'

export interface StepsOrder {
  readonly engine: EngineOptions
  readonly networks: readonly NarrowNetwork[]
  readonly steps: number
  /** Images in a batch. */
  readonly images: number
  /** Also the gradients: each is computed eagerly, graph by graph. */
  readonly gradients: boolean
}

export interface StepsReport {
  readonly engine: EngineInfo
  /** What the self-test found wrong. */
  readonly problems: readonly string[]
  /** Kernels that ran on the cpu backend instead. */
  readonly fallbacks: readonly string[]
  readonly networks: readonly {
    readonly id: NarrowNetwork
    /** The gradient of each weight before the first step, where asked for: bytes of float32 in base64. */
    readonly gradients: readonly string[]
    /** The loss of each step, before it. */
    readonly losses: readonly number[]
  }[]
}

/** Gradients and losses of narrow networks on one engine: the same in every process, and nearly so on every device. */
export async function networkSteps(order: StepsOrder): Promise<StepsReport> {
  const { networks, steps, images } = order
  const engine = await useEngine(order.engine)
  const { problems } = wrongAnswers()
  const reports = networks.map((id) => {
    const trainer = narrowTrainer(id)
    const { gradients, step, model } = trainer
    const batch = narrowBatch(id, images, trainer)
    const report = {
      id,
      gradients: order.gradients ? gradients(batch).map(base64Of) : [],
      losses: Array.from({ length: steps }, (_, number) => step(batch, number)),
    }
    tf.dispose([batch.x, batch.truth, batch.labelled])
    model.dispose()
    return report
  })
  return { engine, problems, fallbacks: [...fallbacksOfEngine().keys()], networks: reports }
}

const base64Of = ({ buffer }: Float32Array): string => Buffer.from(buffer as ArrayBuffer).toString('base64')

export const numbersOf = (base64: string): Float32Array =>
  new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer)
