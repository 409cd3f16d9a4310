import { expect, test } from 'vitest'
import { OpenCases } from '#electron/compute/reading/openCases'
import type { CaseReader } from '#electron/datasets/adapter'
import type { CaseSource } from '#shared/domain/study'

const source = (id: string) => ({ id }) as CaseSource

/** Cases of 1000 bytes each, and a record of what was opened and closed. */
function shelf(limit: number) {
  const told: string[] = []
  const grid = { columns: 10, rows: 5, slices: 5, phases: 1 }
  const cases = new OpenCases((one) => {
    told.push(`open ${one.id}`)
    if (one.id === 'bad') return Promise.reject(new Error('damaged'))
    const reader = { opened: { grid }, close: () => told.push(`close ${one.id}`) }
    return Promise.resolve(reader as unknown as CaseReader)
  }, limit)
  return { told, cases }
}

test('the case that was used longest ago is closed first when they hold too much', async () => {
  const { told, cases } = shelf(2000)
  for (const id of ['a', 'b', 'a', 'c', 'b']) await cases.reader(source(id))
  expect(told).toEqual(['open a', 'open b', 'open c', 'close b', 'open b', 'close a'])
})

test('a case larger than the limit stays open while it is read', async () => {
  const { told, cases } = shelf(10)
  await cases.reader(source('a'))
  await cases.reader(source('a'))
  expect(told).toEqual(['open a'])
})

test('two questions at once open a case once', async () => {
  const { told, cases } = shelf(2000)
  await Promise.all([cases.reader(source('a')), cases.reader(source('a'))])
  expect(told).toEqual(['open a'])
})

test('a case that cannot be opened is tried again at the next question', async () => {
  const { told, cases } = shelf(2000)
  await expect(cases.reader(source('bad'))).rejects.toThrow('damaged')
  await expect(cases.reader(source('bad'))).rejects.toThrow('damaged')
  expect(told).toEqual(['open bad', 'open bad'])
})
