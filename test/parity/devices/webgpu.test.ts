import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundledProgram } from '../../fixtures/bundledProgram.mjs'
import { networkSteps, type StepsOrder, type StepsReport } from './networkSteps'
import { vulkanEnvironment } from './vulkanDriver'

const environment = vulkanEnvironment()
const order = { networks: ['unet-2d'], steps: 20, images: 2, gradients: false } as const

let child = ''
beforeAll(() => void (child = bundledProgram('test/parity/devices/networkStepsChild.ts')))
afterAll(() => rmSync(child, { force: true }))

/** What a process of its own says, which sees the software driver. */
function inChild(asked: StepsOrder): StepsReport {
  const env = { ...process.env, ...environment }
  const said = execFileSync(process.execPath, [child, JSON.stringify(asked)], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return JSON.parse(said.toString()) as StepsReport
}

test.skipIf(!environment)(
  'twenty steps of a small U-Net through WebGPU lose what they lose on the processor (skipped: no Vulkan driver here)',
  async () => {
    const there = inChild({ ...order, engine: { engine: 'onnxruntime-webgpu' } })
    const here = await networkSteps({ ...order, engine: { engine: 'onnxruntime' } })
    expect(there.engine).toMatchObject({ engine: 'onnxruntime-webgpu', block: 0 })
    expect(there.fallbacks).toEqual([])
    const [graphics, processor] = [there.networks[0]!, here.networks[0]!]
    graphics.losses.forEach((loss, step) =>
      expect(Math.abs(loss - processor.losses[step]!)).toBeLessThan(1e-3),
    )
    expect(processor.losses.at(-1)!).toBeLessThan(processor.losses[0]!)
  },
)
