import { createRequire } from 'node:module'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs'
import { afterEach, expect, test } from 'vitest'
import { loadNodeEngine, nodeEngineReason } from '#electron/onnx/nodeEngines'
import { folderWith } from '../../../fixtures/folders'

/** A folder with a package of this name in it: its program, and its native part where it has one. */
function installed(index: string, binding?: string): string {
  const place = 'node_modules/@tensorflow/tfjs-node'
  const folder = folderWith({
    [`${place}/package.json`]: '{"name":"@tensorflow/tfjs-node","main":"index.js"}',
    [`${place}/index.js`]: index,
    ...(binding !== undefined && { [`${place}/lib/napi-v8/tfjs_binding.node`]: binding }),
  })
  return join(folder, 'anything.js')
}

const tensorflow = JSON.stringify(createRequire(import.meta.url).resolve('@tensorflow/tfjs'))
const registering = (init: string) => `
  const tf = require(${tensorflow})
  tf.registerBackend('tensorflow', () => { ${init}; return new (class extends tf.KernelBackend { dispose() {} })() })
`
const unavailable = (words: string | RegExp) => ({
  code: 'ENGINE_UNAVAILABLE',
  message: expect.stringMatching(words) as unknown,
})

afterEach(async () => {
  await tf.setBackend('cpu')
  if (tf.findBackendFactory('tensorflow')) tf.removeBackend('tensorflow')
})

test('a package that is not installed, or whose native part was not fetched, says so before anything is loaded', async () => {
  const nowhere = join(folderWith(), 'anything.js')
  expect(nodeEngineReason('tfjs-node', nowhere)).toContain('is not installed')
  const bare = installed('throw new Error("loaded")')
  expect(nodeEngineReason('tfjs-node', bare)).toContain('npm run extras')
  await expect(loadNodeEngine('tfjs-node', bare)).rejects.toMatchObject(unavailable('has not been fetched'))
})

test('a native part that is broken gives its reason', async () => {
  const broken = installed('require("./lib/napi-v8/tfjs_binding.node")', 'this is no program')
  expect(nodeEngineReason('tfjs-node', broken)).toBeNull()
  await expect(loadNodeEngine('tfjs-node', broken)).rejects.toMatchObject(unavailable('does not load'))
})

test.each([
  ['libtensorflow.so.2: cannot open shared object file: No such file', 'libtensorflow.so.2 was not found'],
  ['compiled against NODE_MODULE_VERSION 108', 'another version of Node.js'],
])('the loader that says "%s" means: %s', async (said, meant) => {
  const failing = installed(`throw new Error(${JSON.stringify(said)})`, 'x')
  await expect(loadNodeEngine('tfjs-node', failing)).rejects.toMatchObject(unavailable(meant))
})

test('a package that loads is used; one that registers nothing, or does not start, is refused', async () => {
  await loadNodeEngine('tfjs-node', installed(registering(''), 'x'))
  expect(tf.getBackend()).toBe('tensorflow')
  await tf.setBackend('cpu')
  tf.removeBackend('tensorflow')
  await expect(loadNodeEngine('tfjs-node', installed('', 'x'))).rejects.toMatchObject(unavailable('refuses'))
  const failing = installed(registering('throw new Error("no device")'), 'x')
  await expect(loadNodeEngine('tfjs-node', failing)).rejects.toMatchObject(unavailable('refuses'))
})
