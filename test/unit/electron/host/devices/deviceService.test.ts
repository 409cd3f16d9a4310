import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ComputeSettings, EngineRow, EngineTest } from '#shared/domain/device'
import { SeptumError, type ForeignFault } from '#shared/errors/SeptumError'
import { openHost } from '../openHost'
import type { Answers } from '../childrenInHand'

const row = (id: string, reason?: string): EngineRow => ({
  ...{ id, device: id, available: reason === undefined, default: false },
  ...(reason !== undefined && { reason }),
})
const engines = [row('onnxruntime'), row('onnxruntime-webgpu'), row('onnxruntime-dml', 'Windows only.')]

function workspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'septum-devices-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A machine with two engines whose steps take these milliseconds; `told` is what the inference child was told. */
function machine(stepMs: Readonly<Record<string, number>>, probing: Answers['probing'] = {}) {
  const told: ComputeSettings[] = []
  const answers: Answers = {
    inferring: {
      engines: () => Promise.resolve({ engines, cores: 4 }),
      compute: (settings) => Promise.resolve(void told.push(settings)),
    },
    probing: {
      start: () => Promise.resolve({ reason: null }),
      test: ({ engine }): Promise<EngineTest> =>
        Promise.resolve({
          ...{ engine, passed: 6, failed: 0, fallbacks: [], problems: [] },
          ...{ stepMs: stepMs[engine]!, predictMs: 1, firstStepMs: 100 },
        }),
      ...probing,
    },
  }
  return { told, answers }
}

test('a quick look touches no driver; a whole one tries each device that may be there in a process of its own', async () => {
  const { septum, children } = await openHost(workspace(), machine({}).answers)
  await septum.devices.list({ look: 'quick' })
  expect(children.started).not.toContain('probe')
  const { engines: rows, threads } = await septum.devices.list({ look: 'try' })
  expect(children.started.filter((entry) => entry === 'probe')).toHaveLength(1)
  expect(rows.find((each) => each.default)?.id).toBe('onnxruntime')
  expect(threads).toBe(3)
  await septum.devices.list({ look: 'try' })
  expect(children.started.filter((entry) => entry === 'probe')).toHaveLength(1)
})

test('a driver that ends its process makes its device unavailable, with the reason, and nothing else is lost (R-ALL-8)', async () => {
  const { septum, children } = await openHost(
    workspace(),
    machine({}, { start: () => (children.kill('probe'), new Promise(() => undefined)) }).answers,
  )
  const { engines: rows } = await septum.devices.list({ look: 'try' })
  expect(rows.find(({ id }) => id === 'onnxruntime-webgpu')).toMatchObject({
    available: false,
    reason: 'its driver ended the process that tried it (exit SIGKILL).',
  })
})

test('after both were tested the faster device is used, told to the inference process, and remembered', async () => {
  const folder = workspace()
  const { told, answers } = machine({ onnxruntime: 20, 'onnxruntime-webgpu': 5 })
  const first = await openHost(folder, answers)
  await first.septum.devices.test({ engine: 'onnxruntime' })
  const parts: number[] = []
  await first.septum.devices.test({ engine: 'onnxruntime-webgpu' }, ({ done }) => parts.push(done))
  expect(told.at(-1)).toMatchObject({ engine: 'onnxruntime-webgpu', spareCores: 1 })
  await first.host.close()
  const second = await openHost(folder, answers)
  const { engines: rows, tests, verdict } = await second.septum.devices.list({ look: 'try' })
  expect(rows.find((each) => each.default)?.id).toBe('onnxruntime-webgpu')
  expect(verdict).toContain('4.0 times as fast')
  expect(tests.map(({ engine }) => engine)).toEqual(['onnxruntime', 'onnxruntime-webgpu'])
})

test('a choice holds for what is computed next; threads and precision go with it', async () => {
  const { told, answers } = machine({})
  const { septum } = await openHost(workspace(), answers)
  await septum.devices.choose({ engine: 'onnxruntime-webgpu', threads: 2, half: true })
  expect(told.at(-1)).toEqual({ engine: 'onnxruntime-webgpu', threads: 2, spareCores: 1, half: true })
  expect((await septum.devices.list({ look: 'quick' })).threads).toBe(2)
})

test('a test that is cancelled ends its process at once; one of an engine that is not there is refused', async () => {
  const { septum } = await openHost(
    workspace(),
    machine({}, { test: () => new Promise(() => undefined) }).answers,
  )
  const running = septum.devices.test({ engine: 'onnxruntime' })
  running.cancel()
  const fault = await running.catch((error: unknown) => error)
  expect((fault as ForeignFault).fault.code).toBe('CANCELLED')
  const refused = await septum.devices.test({ engine: 'onnxruntime-dml' }).catch((error: unknown) => error)
  expect((refused as ForeignFault).fault).toMatchObject({ code: 'ENGINE_UNAVAILABLE' })
  expect((refused as ForeignFault).fault.cause).toContain('Windows only')
})

test('what an engine refuses is told as the engine told it', async () => {
  const refusal = new SeptumError('PRECISION_UNSUPPORTED', { engine: 'onnxruntime', reason: 'no faster' })
  const { septum } = await openHost(workspace(), machine({}, { test: () => Promise.reject(refusal) }).answers)
  const refused = await septum.devices.test({ engine: 'onnxruntime' }).catch((error: unknown) => error)
  expect((refused as ForeignFault).fault.code).toBe('PRECISION_UNSUPPORTED')
})
