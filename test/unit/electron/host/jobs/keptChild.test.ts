import { expect, test } from 'vitest'
import { readerAreas } from '#shared/ipc/children'
import { SeptumError } from '#shared/errors/SeptumError'
import { keptChild } from '#electron/host/jobs/keptChild'
import { childrenInHand, type Answers } from '../childrenInHand'
import { heart, openedHeart } from '../hearts'

const source = heart('/hearts', 'patient001')

function reader(answers: Answers['reading']) {
  const children = childrenInHand({ reading: answers ?? {} })
  const notices: string[] = []
  const kept = keptChild('read', readerAreas, children.fork, (text) => notices.push(text))
  return { children, notices, kept, reading: kept.client.reading }
}

test('a child that was killed is started again, says so, and answers the question that was open', async () => {
  const hands = { first: true }
  const { children, notices, reading } = reader({
    open: async ({ source: asked }) => {
      if (hands.first) {
        hands.first = false
        children.kill('read')
        return new Promise(() => undefined)
      }
      return openedHeart(asked)
    },
  })
  expect((await reading.open({ source })).name).toBe('patient001')
  expect(children.started).toEqual(['read', 'read'])
  expect(notices).toEqual([expect.stringContaining('exit SIGKILL')])
})

test('a question that kills twice is refused (COMPUTE_CRASHED), and the next one is answered', async () => {
  const { children, reading } = reader({
    open: async ({ source: asked }) => {
      if (asked.name !== 'hostile') return openedHeart(asked)
      children.kill('read')
      return new Promise(() => undefined)
    },
  })
  await expect(reading.open({ source: heart('/hearts', 'hostile') })).rejects.toMatchObject({
    code: 'COMPUTE_CRASHED',
    facts: { job: 'read', exit: 'SIGKILL' },
  })
  expect((await reading.open({ source })).name).toBe('patient001')
})

test('a task that lost its child fails: half of it was done', async () => {
  const { children, reading } = reader({
    inspectDataset: async () => {
      children.kill('read')
      return new Promise(() => undefined)
    },
  })
  await expect(reading.inspectDataset({ folder: '/hearts' })).rejects.toMatchObject({
    code: 'COMPUTE_CRASHED',
  })
  expect(children.started).toEqual(['read'])
})

test('a cancel reaches the child, and a fault of the child comes back as it is', async () => {
  const { reading } = reader({
    scan: (_input, { signal }) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new SeptumError('CANCELLED', { what: 'The scan' }))),
      ),
  })
  const scan = reading.scan({ folder: '/hearts' })
  await Promise.resolve()
  scan.cancel()
  await expect(scan).rejects.toMatchObject({ fault: { code: 'CANCELLED' } })
})

test('after it was closed nothing is started again', async () => {
  const { children, kept, notices, reading } = reader({ open: async () => openedHeart(source) })
  await reading.open({ source })
  await kept.close()
  await expect(reading.open({ source })).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(children.started).toEqual(['read'])
  expect(notices).toEqual([])
})
