import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type * as util from 'node:util'
import * as tf from '@tensorflow/tfjs'
import { SeptumError } from '#shared/errors/SeptumError'

/** TensorFlow's own Node packages: optional, fetched apart from the installation. */
export type NodeEngine = 'tfjs-node-gpu' | 'tfjs-node'

/**
 * Why an engine is not available, in plain words; null = it may be. Nothing is loaded. `from` is the file from whose
 * place packages are looked up.
 */
export function nodeEngineReason(engine: NodeEngine, from: string = import.meta.url): string | null {
  let folder: string
  try {
    folder = path.dirname(createRequire(from).resolve(`@tensorflow/${engine}/package.json`))
  } catch {
    return `The package @tensorflow/${engine} is not installed.`
  }
  const built = path.join(folder, 'lib')
  const bindings = existsSync(built)
    ? readdirSync(built).filter((name) => existsSync(path.join(built, name, 'tfjs_binding.node')))
    : []
  return bindings.length ? null : 'Its native part has not been fetched: run `npm run extras -- gpu`.'
}

/**
 * Loads the package, which registers itself as TensorFlow.js's backend "tensorflow", and uses it.
 * Throws ENGINE_UNAVAILABLE where its native part is missing, broken, or refuses to start.
 */
export async function loadNodeEngine(engine: NodeEngine, from: string = import.meta.url): Promise<void> {
  const unavailable = (reason: string, cause?: unknown) =>
    new SeptumError('ENGINE_UNAVAILABLE', { engine, reason }, { cause })
  const missing = nodeEngineReason(engine, from)
  if (missing !== null) throw unavailable(missing.replace(/\.$/, ''))
  restoreIsNullOrUndefined()
  try {
    createRequire(from)(`@tensorflow/${engine}`)
  } catch (error) {
    throw unavailable(bindingReason(String(error)), error)
  }
  const started = tf.findBackendFactory('tensorflow') && (await tf.setBackend('tensorflow'))
  if (!started) throw unavailable('it loads, and TensorFlow then refuses to start')
}

/** What the loader's words about a native part mean. */
function bindingReason(words: string): string {
  const library = /(lib[\w.+-]+\.so[\w.]*|\w+\.dll): cannot open shared object/.exec(words)?.[1]
  if (library) return `the library ${library} was not found, on which its native part depends`
  if (/NODE_MODULE_VERSION|Module did not self-register/.test(words))
    return `its native part was made for another version of Node.js than ${process.version}`
  const [first = words] = words.replace(/^Error: /, '').split('\n')
  return `its native part does not load (${first.slice(0, 200)})`
}

/** Node 23 dropped a function that the packages still call. */
function restoreIsNullOrUndefined(): void {
  const legacy = createRequire(import.meta.url)('node:util') as typeof util & {
    isNullOrUndefined?: (value: unknown) => boolean
  }
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined
}
