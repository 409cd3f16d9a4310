import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type * as util from 'node:util'
import * as tf from '@tensorflow/tfjs'
import { SeptumError } from '#shared/errors/SeptumError'

/** TensorFlow's own Node packages: optional, fetched apart from the installation. */
export type NodeEngine = 'tfjs-node-gpu' | 'tfjs-node'

const require = createRequire(import.meta.url)

/** Why an engine is not available, in plain words; null = it is. Nothing is loaded. */
export function nodeEngineReason(engine: NodeEngine): string | null {
  let folder: string
  try {
    folder = path.dirname(require.resolve(`@tensorflow/${engine}/package.json`))
  } catch {
    return `The package @tensorflow/${engine} is not installed.`
  }
  const built = path.join(folder, 'lib')
  const bindings = existsSync(built)
    ? readdirSync(built).filter((name) => existsSync(path.join(built, name, 'tfjs_binding.node')))
    : []
  return bindings.length ? null : 'Its native part has not been fetched: run `npm run extras -- gpu`.'
}

/** Loads the package, which registers itself as TensorFlow.js's backend "tensorflow". */
export async function loadNodeEngine(engine: NodeEngine): Promise<void> {
  const reason = nodeEngineReason(engine)
  if (reason !== null) throw new SeptumError('ENGINE_UNAVAILABLE', { engine, reason })
  restoreIsNullOrUndefined()
  try {
    require(`@tensorflow/${engine}`)
    await tf.setBackend('tensorflow')
  } catch (error) {
    const facts = { engine, reason: `its native part does not load (${String(error)})` }
    throw new SeptumError('ENGINE_UNAVAILABLE', facts, { cause: error })
  }
}

/** Node 23 dropped a function that the packages still call. */
function restoreIsNullOrUndefined(): void {
  const legacy = require('node:util') as typeof util & { isNullOrUndefined?: (value: unknown) => boolean }
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined
}
