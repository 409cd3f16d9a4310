import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EventLog, toldMessages } from '#electron/compute/training/eventLog'
import type { RunMessage } from '#shared/domain/training'

let folder: string
let file: string
let clockMs: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'septum-log-'))
  file = join(folder, 'events.jsonl')
  clockMs = Date.UTC(2026, 2, 14)
})
afterEach(() => rmSync(folder, { recursive: true }))

const opened = (heard: RunMessage[] = []) =>
  new EventLog(
    file,
    (message) => heard.push(message),
    () => new Date(clockMs),
  )
const step = (n: number) =>
  ({ type: 'step', epoch: 1, step: n, loss: 1, learningRate: 1e-3, msPerStep: 9 }) as const

test('what is told is on the disk, word for word what the listener heard', () => {
  const heard: RunMessage[] = []
  const log = opened(heard)
  log.tell({ type: 'note', text: 'Goes on after epoch 3.' })
  log.tell({ type: 'testing', done: 1, total: 2 })
  expect(toldMessages(file)).toEqual(heard)
  expect(heard.map(({ at }) => at)).toEqual(['2026-03-14T00:00:00.000Z', '2026-03-14T00:00:00.000Z'])
  log.close()
})

test('of many steps in a second one is kept; other news is never dropped', () => {
  const log = opened()
  for (let n = 1; n <= 25; n++) {
    log.tell(step(n))
    clockMs += 100
  }
  log.tell({ type: 'paused', epoch: 1 })
  log.tell({ type: 'resumed', epoch: 1 })
  log.close()
  const told = toldMessages(file)
  expect(told.flatMap((message) => (message.type === 'step' ? [message.step] : []))).toEqual([1, 11, 21])
  expect(told.slice(-2).map(({ type }) => type)).toEqual(['paused', 'resumed'])
})

test('a line that a crash cut is left out, and the resumed run begins on a line of its own', () => {
  opened().tell({ type: 'note', text: 'before' })
  appendFileSync(file, '{"type":"note","at":"2026')
  opened().tell({ type: 'note', text: 'after' })
  expect(toldMessages(file).map((message) => message.type === 'note' && message.text)).toEqual([
    'before',
    'after',
  ])
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4)
})
