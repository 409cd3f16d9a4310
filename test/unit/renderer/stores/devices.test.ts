import { createPinia, setActivePinia } from 'pinia'
import { expect, test, vi } from 'vitest'
import { areas, type HostHandlers } from '#shared/ipc/areas'
import type { DeviceListing } from '#shared/ipc/devices'
import { serve } from '#shared/ipc/serve'
import { SeptumError } from '#shared/errors/SeptumError'
import { loopback } from '#electron/transport/loopback'
import { connection } from '#renderer/septum'
import { useDevicesStore } from '#renderer/stores/devices'

const listing: DeviceListing = {
  engines: ['onnxruntime', 'tfjs-cpu'].map((id) => ({
    ...{ id, device: id, available: true, default: id === 'onnxruntime' },
  })),
  ...{
    verdict: 'On the processor.',
    cores: 4,
    memoryBytes: 2 ** 34,
    processor: 'AMD',
    cards: [],
    threads: 3,
  },
  ...{ choice: { engine: 'auto', threads: null, half: false }, tests: [] },
}

/** A host whose tests of devices end when the test of the store says so. */
async function openDevices() {
  const looks: string[] = []
  const tested: string[] = []
  let finish = () => {}
  const [page, host] = loopback()
  const devices: HostHandlers['devices'] = {
    list: ({ look }) => Promise.resolve((looks.push(look), listing)),
    choose: () => Promise.resolve(),
    async test({ engine }, { progress, signal }) {
      tested.push(engine)
      progress({ done: 1, total: 3, what: 'training steps' })
      await new Promise<void>((resolve, reject) => {
        finish = resolve
        signal.addEventListener('abort', () => reject(new SeptumError('CANCELLED', { what: 'The test' })))
      })
      return { engine, passed: 6, failed: 0, fallbacks: [], problems: [] }
    },
  }
  serve(host, areas, { devices } as HostHandlers)
  const connected = new Promise<void>((resolve) => {
    const stop = connection.onState(({ phase }) => {
      if (phase !== 'connected') return
      stop()
      resolve()
    })
  })
  connection.start(() => Promise.resolve(page))
  await connected
  setActivePinia(createPinia())
  const store = useDevicesStore()
  await store.load()
  return { store, looks, tested, finish: () => finish() }
}

test('the screen of devices has each tried once; the frame only asks what is used', async () => {
  const { store, looks } = await openDevices()
  expect(store.inUse?.id).toBe('onnxruntime')
  await store.look()
  await store.look()
  expect(looks).toEqual(['quick', 'try'])
})

test('tests run one after the other, tell how far they are, and cancelling drops those that wait', async () => {
  const { store, tested, finish } = await openDevices()
  const done = [store.test('onnxruntime'), store.test('tfjs-cpu')]
  await vi.waitUntil(() => store.tests['onnxruntime']?.phase === 'testing')
  await vi.waitUntil(() => JSON.stringify(store.tests).includes('training steps'))
  expect(store.tests['tfjs-cpu']?.phase).toBe('waiting')
  expect(tested).toEqual(['onnxruntime'])
  finish()
  await vi.waitUntil(() => tested.length === 2)
  void store.test('onnxruntime')
  expect(store.testing).toBe(true)
  store.cancelTests()
  await Promise.all(done)
  expect(store.testing).toBe(false)
  expect(tested).toEqual(['onnxruntime', 'tfjs-cpu'])
})
