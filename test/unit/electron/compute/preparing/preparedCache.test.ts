import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { PreparedCache } from '#electron/workspace/preparedCache'
import { preparationHash } from '#electron/compute/preparing/preparationHash'
import { labelledCases } from '#electron/compute/training/labelledCases'
import { preparedVolumes, type PreparedVolume } from '#electron/compute/training/preparedVolume'
import { openCase } from '#electron/datasets/openCase'
import type { ContourFile } from '#shared/domain/keptContours'
import type { LabelFix } from '#shared/domain/labelFix'
import { Preparation } from '#shared/domain/preparation'
import type { CaseSource } from '#shared/domain/study'
import { folderWith } from '../../../../fixtures/folders'
import { openHost } from '../../host/openHost'
import { writeTinyHearts } from '../tinyHearts'

const side24 = Preparation.parse({ spacingMm: null, side: 24 })
let folder = ''
let cache: PreparedCache
beforeEach(() => {
  folder = folderWith()
  writeTinyHearts(join(folder, 'hearts'), 1)
  cache = new PreparedCache(join(folder, 'cache', 'prepared'))
})
async function prepared(
  preparation: Preparation,
  more: Partial<CaseSource> = {},
): Promise<{ volumes: readonly PreparedVolume[]; opened: number }> {
  const [source] = await labelledCases(join(folder, 'hearts'), 'auto', new AbortController().signal)
  let opened = 0
  const counted: typeof openCase = (one) => {
    opened++
    return openCase(one)
  }
  const volumes = await preparedVolumes({ ...source!, ...more }, counted, preparation, () => undefined, cache)
  return { volumes, opened }
}
const entries = () => readdirSync(cache.folder)

describe('prepared cases are kept by the content of what they depend on (F-PP-6)', () => {
  test('the second time nothing is opened, and everything is the same', async () => {
    const first = await prepared(side24)
    const second = await prepared(side24)
    expect([first.opened, second.opened]).toEqual([1, 0])
    expect(second.volumes).toEqual(first.volumes)
    expect(await cache.size()).toMatchObject({ entries: 1 })
  })

  test('a case that its data set mends, or labels by what a reader drew, is not the one that was kept before', async () => {
    const plain = await prepared(side24)
    const fixes: LabelFix[] = [{ kind: 'drop-phase', phase: 'es' }]
    const mended = await prepared(side24, { fixes })
    expect([mended.opened, plain.volumes.length, mended.volumes.length]).toEqual([1, 2, 1])
    expect((await prepared(side24, { fixes })).opened).toBe(0)
    const drawn: ContourFile = { schema: 'septum-contours/1', study: 'a', ed: 0, es: null, contours: [] }
    const file = join(folder, 'drawn.json')
    writeFileSync(file, JSON.stringify(drawn))
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex')
    const contours = {
      file,
      hash,
      readers: ['HW'],
      count: 1,
      own: 1,
      journal: '',
      instead: { labelled: [], ed: 0, es: 1 },
    }
    expect((await prepared(side24, { contours })).opened).toBe(1)
  })

  test('other steps, or other bytes in the files, are prepared anew', async () => {
    await prepared(side24)
    expect((await prepared(Preparation.parse({ spacingMm: null, side: 32 }))).opened).toBe(1)
    writeTinyHearts(join(folder, 'hearts'), 1)
    expect((await prepared(side24)).opened).toBe(0)
    const file = join(folder, 'hearts', 'patient001', 'patient001_frame01.nii.gz')
    writeFileSync(file, readFileSync(join(folder, 'hearts', 'patient001', 'patient001_frame02.nii.gz')))
    expect((await prepared(side24)).opened).toBe(1)
  })

  test('a damaged entry is made again, cut short or with one bit changed', async () => {
    const first = await prepared(side24)
    const file = join(cache.folder, entries()[0]!)
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.subarray(0, bytes.length / 2))
    const cut = await prepared(side24)
    bytes[bytes.length - 500]! ^= 1
    writeFileSync(file, bytes)
    const changed = await prepared(side24)
    expect([cut.opened, changed.opened]).toEqual([1, 1])
    expect(changed.volumes).toEqual(first.volumes)
  })

  test('beyond its limit the one that was used longest ago goes, and clearing leaves nothing', async () => {
    const small = new PreparedCache(cache.folder, 250)
    await small.keep('a', { facts: 1, arrays: [new Uint8Array(60)] })
    await small.keep('b', { facts: 2, arrays: [new Uint8Array(60)] })
    expect(await small.size()).toMatchObject({ entries: 1 })
    await small.clear()
    expect(await small.size()).toEqual({ entries: 0, bytes: 0 })
    expect(await small.find('b')).toBeNull()
  })
})

test('the short form and the same steps by hand have one hash; another clip limit has another', () => {
  const steps = [{ step: 'crop-pad', side: 24 }, { step: 'z-score' }]
  expect(preparationHash(side24)).toBe(preparationHash(Preparation.parse({ steps })))
  const hash = (clip: number) =>
    preparationHash(
      Preparation.parse({ steps: [...steps.slice(0, 1), { step: 'clahe', clip, tiles: [1, 1] }] }),
    )
  expect(hash(40)).not.toBe(hash(2))
})

test('a user sees how much is kept, and clears it with one click (F-PP-6)', async () => {
  const { septum } = await openHost(folder)
  expect(await septum.app.prepared()).toEqual({ entries: 0, bytes: 0 })
  await prepared(side24)
  const { entries, bytes } = await septum.app.prepared()
  expect(entries).toBe(1)
  expect(bytes).toBeGreaterThan(2 * 3 * 24 * 24 * 4) // ED and ES, three slices of 24 × 24 each
  expect(await septum.app.clearPrepared()).toEqual({ entries: 0, bytes: 0 })
  expect((await prepared(side24)).opened).toBe(1)
})
