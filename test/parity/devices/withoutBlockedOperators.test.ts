import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundledProgram } from '../../fixtures/bundledProgram.mjs'
import { networkSteps, type StepsOrder, type StepsReport } from './networkSteps'

let child = ''
beforeAll(() => void (child = bundledProgram('test/parity/devices/networkStepsChild.ts')))
afterAll(() => rmSync(child, { force: true }))

/** What a process says whose ONNX Runtime refuses every model with a blocked operator in it. */
function withoutBlockedOperators(order: StepsOrder): StepsReport {
  const preload = fileURLToPath(new URL('withoutBlockedOperators.mjs', import.meta.url))
  const said = execFileSync(process.execPath, ['--import', preload, child, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  })
  return JSON.parse(said.toString()) as StepsReport
}

test('where ONNX Runtime has no blocked operators the probe answers 0, and networks train by plain ones: as with blocked off, bit for bit', async () => {
  const order = {
    networks: ['unet-2d', 'unet-3d', 'densenet', 'deeplab-v3', 'residual-unet'],
    ...{ steps: 2, images: 2, gradients: true },
  } as const
  const there = withoutBlockedOperators({ ...order, engine: { engine: 'onnxruntime', threads: 1 } })
  expect(there.engine).toMatchObject({ engine: 'onnxruntime', block: 0 })
  expect(there).toMatchObject({ problems: [], fallbacks: [] })
  expect(there).toEqual(
    await networkSteps({ ...order, engine: { engine: 'onnxruntime', threads: 1, blocked: false } }),
  )
})
