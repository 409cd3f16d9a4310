import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PlanCache } from '#electron/onnx/planCache'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'septum-plans-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const memory = { initialiserBytes: 1, liveBytes: 2, arenaBytes: 3, feedBytes: 4 }
const plan = (fill: number, bytes = 1000) => ({ model: new Uint8Array(bytes).fill(fill), memory })
const keyOf = (fill: number) => PlanCache.key(Uint8Array.of(fill), '1.30.0')
const fileOf = (key: string) => join(folder, `${key}.plan`)

test('a plan that was kept is found by another program, with its memory; another version of the runtime finds none', () => {
  new PlanCache(folder).keep(keyOf(1), plan(1))
  const found = new PlanCache(folder).find(keyOf(1))!
  expect([...found.model]).toEqual([...plan(1).model])
  expect(found.memory).toEqual(memory)
  expect(new PlanCache(folder).find(PlanCache.key(Uint8Array.of(1), '1.31.0'))).toBeNull()
})

test('a plan that was cut, changed, renamed or replaced by something else is not there, and is written anew', () => {
  const cache = new PlanCache(folder)
  const key = keyOf(1)
  cache.keep(key, plan(1))
  const whole = readFileSync(fileOf(key))
  const changed = Buffer.from(whole)
  changed[changed.length - 1]! ^= 1
  const headless = Buffer.from(whole)
  headless.writeUInt32LE(0xffffffff)
  const noJson = Buffer.from(whole)
  noJson[4] = 0x21
  for (const bytes of [
    whole.subarray(0, 900),
    whole.subarray(0, 3),
    changed,
    headless,
    noJson,
    Buffer.alloc(0),
  ]) {
    writeFileSync(fileOf(key), bytes)
    expect(cache.find(key)).toBeNull()
  }
  writeFileSync(fileOf(keyOf(2)), whole)
  expect(cache.find(keyOf(2))).toBeNull()
  cache.keep(key, plan(1))
  expect(cache.find(key)?.model).toHaveLength(1000)
})

test('the folder stays within its bound: what was used last stays, and files of others are left alone', () => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const cache = new PlanCache(folder, 5000, () => (now += 60_000))
  writeFileSync(join(folder, 'notes.txt'), 'x'.repeat(9000))
  cache.keep(keyOf(1), plan(1))
  cache.keep(keyOf(2), plan(2))
  for (const fill of [1, 2]) expect(cache.find(keyOf(fill))).not.toBeNull()
  cache.keep(keyOf(3), plan(3))
  cache.find(keyOf(3))
  cache.find(keyOf(1))
  cache.keep(keyOf(4), plan(4))
  expect([1, 2, 3, 4].map((fill) => cache.find(keyOf(fill)) !== null)).toEqual([true, false, true, true])
  expect(readdirSync(folder)).toContain('notes.txt')
})

test('a folder that cannot be written costs nothing but the plan', () => {
  const blocked = join(folder, 'file')
  writeFileSync(blocked, '')
  const cache = new PlanCache(join(blocked, 'plans'))
  cache.keep(keyOf(1), plan(1))
  expect(cache.find(keyOf(1))).toBeNull()
  mkdirSync(fileOf(keyOf(2)))
  new PlanCache(folder).keep(keyOf(2), plan(2))
  expect(new PlanCache(folder).find(keyOf(2))).toBeNull()
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
})
