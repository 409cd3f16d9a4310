import { readdirSync, readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { nativeKernels } from '#electron/onnx/register'
import { withoutKernel } from '#electron/onnx/withoutKernel'

test('every kernel of TensorFlow.js is native or says why not, and none does both', async () => {
  await useEngine({ engine: 'onnxruntime', threads: 1 })
  const named = tf.getKernelsForBackend('cpu').map(({ kernelName }) => kernelName)
  const native = new Set(nativeKernels)
  expect(native.size).toBe(nativeKernels.length)
  expect(named.filter((name) => !native.has(name)).toSorted()).toEqual(Object.keys(withoutKernel).toSorted())
})

test('every native kernel, or the one whose gradient it is, is called in the parity tests', () => {
  const folder = new URL('../../../parity/kernels/', import.meta.url)
  const texts = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8').toLowerCase())
  const words = new Set(texts.join('\n').match(/\w+/g))
  const callable = (name: string): string => name.replace(/Grad$|Backprop\w+$/, '').toLowerCase()
  const missing = nativeKernels.filter((name) => !words.has(callable(name)) && !words.has(name.toLowerCase()))
  expect(missing).toEqual([])
})
