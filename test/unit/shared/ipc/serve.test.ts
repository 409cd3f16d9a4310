import { expect, test } from 'vitest'
import { z } from '#shared/domain/schema'
import { connect } from '#shared/ipc/connect'
import { call, event, pixels, task, type AllHandlers } from '#shared/ipc/contract'
import { serve } from '#shared/ipc/serve'
import { SeptumError } from '#shared/errors/SeptumError'
import { loopback } from '#electron/transport/loopback'

const areas = {
  hearts: {
    count: call(z.object({ ward: z.string() }), z.object({ hearts: z.number() })),
    scan: task(
      z.object({ folder: z.string() }),
      z.object({ done: z.number() }),
      z.object({ found: z.number() }),
    ),
    frame: pixels(z.object({ slice: z.number() }), z.object({ columns: z.number() })),
    changed: event(z.object({ id: z.string() })),
  },
}
type Served = AllHandlers<typeof areas>

function line(handlers: Partial<Served['hearts']>) {
  const [page, host] = loopback()
  const all: Served['hearts'] = {
    count: () => Promise.reject(new Error('not asked here')),
    scan: () => Promise.reject(new Error('not asked here')),
    frame: () => Promise.reject(new Error('not asked here')),
    ...handlers,
  }
  const emit = serve(host, areas, { hearts: all })
  return { page, host, emit, septum: connect(page, areas) }
}

test('a question is answered', async () => {
  const { septum } = line({ count: async ({ ward }) => ({ hearts: ward.length }) })
  expect(await septum.hearts.count({ ward: 'three' })).toEqual({ hearts: 5 })
})

test('a fault crosses with its cause and remedy, a defect of ours with its stack for the log', async () => {
  const { septum } = line({
    count: async () => {
      throw new SeptumError('FOLDER_EMPTY', { folder: '/hearts' })
    },
    frame: async () => {
      throw new TypeError('a defect')
    },
  })
  await expect(septum.hearts.count({ ward: 'a' })).rejects.toMatchObject({
    fault: { code: 'FOLDER_EMPTY', cause: 'The folder /hearts holds no files.' },
  })
  await expect(septum.hearts.frame({ slice: 1 })).rejects.toMatchObject({
    fault: { code: 'UNEXPECTED', details: expect.stringContaining('a defect') },
  })
})

test('a question that does not parse, or that nobody knows, is refused and names the field (REQUEST_INVALID)', async () => {
  const { page, septum } = line({})
  // @ts-expect-error a page of another version may ask anything
  await expect(septum.hearts.count({ ward: 7 })).rejects.toMatchObject({
    fault: { code: 'REQUEST_INVALID', cause: expect.stringContaining('ward') },
  })
  const answer = new Promise((resolve) => page.onMessage(resolve))
  page.send({ type: 'ask', id: 99, area: '__proto__', name: 'toString', input: {} })
  expect(await answer).toMatchObject({ id: 99, result: { ok: false, fault: { code: 'REQUEST_INVALID' } } })
})

test('a task tells how far it is, and is cancelled by its asker', async () => {
  const { septum } = line({
    scan: (_input, { progress, signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new SeptumError('CANCELLED', { what: 'The scan' })))
        progress({ done: 3 })
      }),
  })
  const told = await new Promise<{ done: number }>((resolve) => {
    const scan = septum.hearts.scan({ folder: '/hearts' }, (progress) => {
      scan.cancel()
      scan.catch(() => resolve(progress))
    })
  })
  expect(told).toEqual({ done: 3 })
})

test('bytes ride beside their header', async () => {
  const { septum } = line({
    frame: async ({ slice }) => ({ header: { columns: 2 }, bytes: Uint8Array.of(slice, 9) }),
  })
  const { header, bytes } = await septum.hearts.frame({ slice: 4 })
  expect(header).toEqual({ columns: 2 })
  expect([...bytes]).toEqual([4, 9])
})

test('news reaches who listens, until it stops listening', async () => {
  const { emit, septum } = line({ count: async () => ({ hearts: 0 }) })
  const heard: string[] = []
  const stop = septum.hearts.changed(({ id }) => heard.push(id))
  emit.hearts.changed({ id: 'a' })
  await septum.hearts.count({ ward: '' })
  stop()
  emit.hearts.changed({ id: 'b' })
  await septum.hearts.count({ ward: '' })
  expect(heard).toEqual(['a'])
})

test('a page that goes away cancels its tasks; a host that goes away fails what waits (COMPUTE_CRASHED)', async () => {
  let cancelled: () => void = () => undefined
  const wasCancelled = new Promise<void>((resolve) => (cancelled = resolve))
  const handlers: Partial<Served['hearts']> = {
    scan: (_input, { signal, progress }) =>
      new Promise(() => {
        signal.addEventListener('abort', cancelled)
        progress({ done: 1 })
      }),
  }
  const first = line(handlers)
  first.septum.hearts.scan({ folder: '' }, () => first.page.close()).catch(() => undefined)
  await wasCancelled

  const second = line(handlers)
  const waiting = second.septum.hearts.scan({ folder: '' }, () => second.host.close())
  await expect(waiting).rejects.toMatchObject({ code: 'COMPUTE_CRASHED' })
  await expect(second.septum.hearts.count({ ward: '' })).rejects.toMatchObject({ code: 'COMPUTE_CRASHED' })
})
