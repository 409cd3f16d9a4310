import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepPlansIn } from '#electron/onnx/compiledModel'
import { useEngine } from '#electron/onnx/engine'
import { planFileBytes } from '#electron/onnx/planFile'
import { compileStep } from '#electron/onnx/step'

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'septum-plans-'))
  await useEngine({ engine: 'onnxruntime', threads: 1 })
})
afterEach(() => {
  keepPlansIn(null)
  rmSync(folder, { recursive: true, force: true })
})

/** Six descents of a chain of convolutions: enough nodes for a plan to be worth keeping. Gives the losses. */
function descents(): { losses: number[]; memory: number } {
  const filters = Array.from({ length: 16 }, (_, index) =>
    tf.tidy(() => tf.variable(tf.mul(tf.fill([3, 3, 4, 4], 0.01), 1 + index / 16))),
  )
  const step = compileStep((x: tf.Tensor) => {
    const { value, grads } = tf.variableGrads(
      () =>
        tf.sum(
          filters.reduce(
            (map, filter) => tf.add(map, tf.conv2d(map as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same')),
            x,
          ),
        ),
      filters,
    )
    for (const filter of filters) filter.assign(tf.sub(filter, tf.mul(grads[filter.name]!, 1e-6)))
    return value
  })
  const x = tf.ones([1, 8, 8, 4])
  const losses = Array.from({ length: 6 }, () => step(x)[0]![0]!)
  const memory = step.traces()[0]!.memory()!.arenaBytes
  step.dispose()
  tf.dispose([x, ...filters])
  return { losses, memory }
}

test('a step that was compiled once starts from its plan, with the same numbers and the same memory', () => {
  const without = descents()
  keepPlansIn(folder)
  const first = descents()
  const plans = readdirSync(folder)
  const bytes = plans.map((name) => readFileSync(join(folder, name)))
  const second = descents()
  expect(plans).toHaveLength(1)
  expect(readdirSync(folder)).toEqual(plans)
  expect(plans.map((name) => readFileSync(join(folder, name)))).toEqual(bytes)
  expect(first).toEqual(without)
  expect(second).toEqual(first)
})

test('a damaged plan is compiled anew and replaced; a whole one that this runtime refuses does no harm', () => {
  keepPlansIn(folder)
  const { losses } = descents()
  const [name] = readdirSync(folder)
  const file = join(folder, name!)
  const whole = readFileSync(file)
  writeFileSync(file, whole.subarray(0, whole.length / 2))
  expect(descents().losses).toEqual(losses)
  expect(readFileSync(file)).toHaveLength(whole.length)

  const memory = { initialiserBytes: 0, liveBytes: 0, arenaBytes: 0, feedBytes: 0 }
  writeFileSync(file, planFileBytes(name!.replace('.plan', ''), { model: new Uint8Array(999), memory }))
  expect(descents().losses).toEqual(losses)
  expect(readFileSync(file)).toHaveLength(whole.length)
})
