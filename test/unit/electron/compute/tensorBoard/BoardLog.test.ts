import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { crc32c } from '#electron/compute/tensorBoard/crc32c'
import { BoardLog } from '#electron/compute/tensorBoard/BoardLog'
import { eventBytes } from '#electron/compute/tensorBoard/boardEvent'
import { tfRecord } from '#electron/compute/tensorBoard/tfRecord'
import { Experiment } from '#shared/domain/experiment'
import type { RunMessage } from '#shared/domain/training'
import { readBoard } from './readBoard'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'septum-board-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const at = '2026-03-14T09:00:00.000Z'
const epoch = (number: number, more: object = {}): RunMessage => ({
  ...{ type: 'epoch', at, epoch: number, step: number * 10, learningRate: 1e-3 },
  ...{ trainLoss: 1 / number, validationLoss: null, dice: null, meanDice: null },
  ...{ backgroundOnly: false, best: false, seconds: 1, etaSeconds: [0, 1], ...more },
})
const opened = () => new BoardLog(folder, () => new Date(at))
const file = () => join(folder, readdirSync(folder)[0]!)
const scalarsOf = (events: ReturnType<typeof readBoard>) =>
  events.flatMap(({ step, scalars }) => scalars.map((s) => [step, ...s]))

describe('a run is written for TensorBoard as well (S3)', () => {
  test('losses, Dice and learning rate stand under the usual tags at the step that ended the epoch', () => {
    const board = opened()
    board.hear(epoch(1))
    board.hear(
      epoch(2, { validationLoss: 0.75, meanDice: 0.5, dice: { 'lv-cavity': 0.625, 'rv-cavity': 0.375 } }),
    )
    board.close()

    expect(readdirSync(folder)).toEqual(['events.out.tfevents.1773478800.septum'])
    const events = readBoard(file())
    expect(events[0]).toMatchObject({ version: 'brain.Event:2', wallTime: Date.parse(at) / 1000 })
    const rate = Math.fround(1e-3)
    expect(scalarsOf(events)).toEqual([
      [10, 'loss/train', 1],
      [10, 'learning-rate', rate],
      [20, 'loss/train', 0.5],
      [20, 'loss/validation', 0.75],
      [20, 'dice/mean', 0.5],
      [20, 'dice/lv-cavity', 0.625],
      [20, 'dice/rv-cavity', 0.375],
      [20, 'learning-rate', rate],
    ])
  })

  test('the settings come at the end as a table, without the place of the patients', () => {
    const board = opened()
    board.hear(epoch(4))
    const data = { folder: '/data/secret', split: { train: 2, validation: 1, test: 1, seed: 1 } }
    board.tellSettings(Experiment.parse({ schema: 'septum-experiment/1', name: 'a | b', data }))
    board.close()

    const last = readBoard(file()).at(-1)!
    expect(last.step).toBe(40)
    expect(last.text).toMatchObject({ tag: 'settings', plugin: 'text' })
    expect(last.text!.text).toContain('| training.batch | 8 |')
    expect(last.text!.text).toContain('| name | a \\| b |')
    expect(last.text!.text).not.toContain('secret')
  })

  test('the bytes are those that the published layout gives by hand', () => {
    // 09 field 1, a double: 2^30 has the exponent 1023 + 30 = 0x41d, so 41 d0 with its lowest byte first;
    // 10 05 field 2, step 5; 2a 0a field 5, a summary of 10 bytes; 0a 08 its value of 8 bytes; 0a 01 61 the tag "a";
    // 15 field 2, a float: 1.5 is 3f c0 00 00, lowest byte first.
    const bytes = eventBytes(new Date(2 ** 30 * 1000), 5, { kind: 'scalars', values: { a: 1.5 } })
    expect(Buffer.from(bytes).toString('hex')).toBe('09000000000000d04110052a0a0a080a0161150000c03f')
  })

  test('checksums are those of RFC 3720, B.4', () => {
    const ascending = Uint8Array.from({ length: 32 }, (_, i) => i)
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
    expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43)
    expect(crc32c(ascending)).toBe(0x46dd794e)
    expect(crc32c(ascending.toReversed())).toBe(0x113fdb5c)
  })
})

describe('a file that a crash has cut', () => {
  const two = (): number => {
    const board = opened()
    board.hear(epoch(1))
    board.close()
    const { size } = statSync(file())
    const again = opened()
    again.hear(epoch(2))
    again.close()
    return size
  }

  test('a run that is taken up again goes on in the same file, and says from which step on', () => {
    two()
    const events = readBoard(file())
    expect(events.map(({ step, started }) => [step, started])).toEqual([
      [0, false],
      [10, false],
      [20, true],
      [20, false],
    ])
  })

  test('wherever it was cut, the whole records stay, and new ones follow them', () => {
    two()
    const whole = readFileSync(file())
    const name = file()
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (cut) => {
        truncateSync(name)
        appendFileSync(name, whole.subarray(0, cut))
        const before = readBoard(name, 'cut')
        const board = opened()
        board.hear(epoch(3))
        board.close()
        const steps = readBoard(name).map(({ step }) => step)
        expect(steps.slice(0, before.length)).toEqual(before.map(({ step }) => step))
        expect(steps.at(-1)).toBe(30)
        expect(readdirSync(folder)).toHaveLength(1)
      }),
      { numRuns: 60 },
    )
  })

  test('a damaged byte, or a length that no event has, ends the file there', () => {
    const size = two()
    const whole = readFileSync(file())
    const damaged = Buffer.from(whole)
    damaged[size + 14]! ^= 1
    const boast = tfRecord(new Uint8Array(8))
    new DataView(boast.buffer).setBigUint64(0, 1n << 62n, true)
    for (const bytes of [damaged, Buffer.concat([whole.subarray(0, size), boast])]) {
      truncateSync(file())
      appendFileSync(file(), bytes)
      const board = opened()
      board.close()
      expect(readBoard(file()).map(({ step }) => step)).toEqual([0, 10])
    }
  })
})
