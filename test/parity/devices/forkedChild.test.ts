import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundledProgram } from '../../fixtures/bundledProgram.mjs'
import { networkSteps, type StepsReport } from './networkSteps'

let child = ''
beforeAll(() => void (child = bundledProgram('test/parity/devices/networkStepsChild.ts')))
afterAll(() => rmSync(child, { force: true }))

test('a process of its own computes the same numbers as this one, bit for bit: losses, and the gradient of each weight', async () => {
  const order = {
    ...({ networks: ['unet-2d', 'densenet'], steps: 4, images: 3, gradients: true } as const),
    engine: { engine: 'onnxruntime', threads: 2 } as const,
  }
  const said = execFileSync(process.execPath, [child, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  })
  expect(JSON.parse(said.toString()) as StepsReport).toEqual(await networkSteps(order))
})
