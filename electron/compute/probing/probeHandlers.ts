import type { probeAreas } from '#shared/ipc/children'
import type { AllHandlers } from '#shared/ipc/contract'
import { SeptumError } from '#shared/errors/SeptumError'
import { engineNamed } from '#electron/onnx/devices'
import { testEngine, useEngine } from '#electron/onnx/engine'
import { tryInThread } from '../plugins/tryInThread'
import { engineOptionsOf } from '../engineOptionsOf'
import { smallUnetTimes } from './smallUnetTimes'

const parts = 3

/** What a probe child answers: does an engine start, does it compute rightly, and how fast. */
export const probeHandlers = (): AllHandlers<typeof probeAreas> => ({
  probing: {
    async start({ engine }) {
      try {
        await useEngine({ engine: engineNamed(engine) })
        return { reason: null }
      } catch (error) {
        if (!(error instanceof SeptumError) || error.code !== 'ENGINE_UNAVAILABLE') throw error
        return { reason: `${error.facts.reason}.` }
      }
    },
    plugin: ({ file, base64 }) => tryInThread({ file, bytes: Buffer.from(base64, 'base64') }),
    async test(settings, { progress }) {
      const options = engineOptionsOf(settings)
      progress({ done: 0, total: parts, what: 'Known answers' })
      const measured = () =>
        smallUnetTimes({
          tell: (what) => progress({ done: what === 'predictions' ? 2 : 1, total: parts, what }),
        })
      const tested = await testEngine(options.engine!, measured, options)
      progress({ done: parts, total: parts, what: 'Done' })
      const memoryBytes = process.resourceUsage().maxRSS * 1024
      return { ...tested, memoryBytes, at: new Date().toISOString() }
    },
  },
})
