// The engine that is to be judged. Bundled with the specs, for they reach their tfjs-core by relative paths.
import { findBackend } from '@tensorflow/tfjs'
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util'
import { backendName } from '#electron/onnx/backend'
import { useEngine } from '#electron/onnx/engine'
import { nativeKernels } from '#electron/onnx/register'

const { engine, plain } = globalThis.conformance
const name = engine === 'tfjs-cpu' ? 'cpu' : backendName

/** What ran on the cpu backend, and why. The specs throw backends away, so it is gathered after each. */
const fallbacks = new Map()

Object.assign(globalThis.conformance, {
  ready: useEngine({ engine, threads: 1, blocked: !plain }),
  backendName: name,
  fallbacks,
  gather() {
    const cases = findBackend(name)?.fallbackCases ?? new Map()
    for (const { kernel, reason, calls } of cases.values()) {
      const known = fallbacks.get(`${kernel} ${reason}`)
      fallbacks.set(`${kernel} ${reason}`, { kernel, reason, calls: calls + (known?.calls ?? 0) })
    }
    cases.clear()
  },
  nativeKernels: () => (engine === 'tfjs-cpu' ? [] : nativeKernels),
})
setTestEnvs([{ name, backendName: name, isDataSync: true }])
