import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkpointBytes, Checkpoints, readCheckpoint } from '#electron/compute/training/checkpoint'

const counters = (epoch: number) => ({
  epoch,
  step: 10 * epoch,
  seconds: epoch,
  epochSeconds: [1],
  bestEpoch: null,
  bestMeanDice: null,
  monitored: [],
})
const at = (epoch: number) => ({
  counters: counters(epoch),
  arrays: new Map([
    ['weights', Float32Array.of(epoch, -0, 1e-40, Math.PI)],
    ['optimiser', Float32Array.of(7)],
  ]),
})

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'septum-checkpoint-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('checkpoints (R-TR-10)', () => {
  test('a checkpoint comes back bit for bit', () => {
    expect(readCheckpoint('x', checkpointBytes(at(3)))).toEqual(at(3))
  })

  test('one that was cut anywhere, or changed in one byte, is refused and not half used', () => {
    const bytes = checkpointBytes(at(3))
    for (let length = 0; length < bytes.length; length++)
      expect(() => readCheckpoint('x', bytes.slice(0, length))).toThrow('The file x is damaged')
    const changed = bytes.slice()
    changed[bytes.length - 6]! ^= 1
    expect(() => readCheckpoint('x', changed)).toThrow('do not fit their checksum')
  })

  test('the last three are kept, and the best', async () => {
    const checkpoints = new Checkpoints(folder)
    for (let epoch = 1; epoch <= 5; epoch++) {
      await checkpoints.save(at(epoch))
      if (epoch === 2) await checkpoints.saveBest(at(epoch))
    }
    expect(readdirSync(folder).sort()).toEqual([
      'best.ckpt',
      'epoch-00003.ckpt',
      'epoch-00004.ckpt',
      'epoch-00005.ckpt',
    ])
    expect(await checkpoints.last()).toEqual(at(5))
    expect(await checkpoints.best()).toEqual(at(2))
  })

  test('a damaged last one gives way to the one before', async () => {
    const checkpoints = new Checkpoints(folder)
    await checkpoints.save(at(1))
    await checkpoints.save(at(2))
    const newest = join(folder, 'epoch-00002.ckpt')
    truncateSync(newest, readFileSync(newest).length - 1)
    expect((await checkpoints.last())?.counters.epoch).toBe(1)
    writeFileSync(newest, '')
    expect((await checkpoints.last())?.counters.epoch).toBe(1)
  })

  test('a new run has none', async () => {
    const checkpoints = new Checkpoints(join(folder, 'not-there'))
    expect(await checkpoints.last()).toBeNull()
    expect(await checkpoints.best()).toBeNull()
  })
})
