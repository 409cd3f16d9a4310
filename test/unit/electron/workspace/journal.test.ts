import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JournalEntry } from '#shared/domain/segmentation'
import { Journal, readJournal, type JournalPlaces } from '#electron/workspace/journal'
import { journalLine, readJournalLines } from '#electron/workspace/journalLines'
import { folderWith } from '../../../fixtures/folders'

const places = async (): Promise<JournalPlaces> => {
  const folder = folderWith()
  return { journal: join(folder, 'default.journal.jsonl'), snapshot: join(folder, 'default.snapshot.json') }
}

const edit = (n: number): JournalEntry => ({
  type: 'edit',
  edit: {
    id: `edit-${n}`,
    label: `Draw LV endo ${n} ↔`,
    at: '2026-03-14T09:00:00.000Z',
    actor: 'AB',
    place: { slice: n, phase: 0 },
    changes: [{ kind: 'mark', mark: 'ed', before: n === 0 ? null : n - 1, after: n }],
  },
})
const edits = (count: number) => Array.from({ length: count }, (_, n) => edit(n))

const writtenBytes = (entries: readonly JournalEntry[]) =>
  Buffer.concat(entries.map((entry, i) => journalLine(i + 1, entry)))

const noSpace = () => Object.assign(new Error('no space left'), { code: 'ENOSPC' })

test('what was drawn is there again after a restart, undo included', async () => {
  const at = await places()
  const first = await Journal.open(at)
  const said: JournalEntry[] = [...edits(3), { type: 'undo', edit: 'edit-2', at: '2026-03-14T09:01:00.000Z' }]
  await first.append(said)
  await first.close()

  const second = await Journal.open(at)
  expect(second.entries).toEqual(said)
  expect(second.damage).toBeNull()
  await second.close()
})

test('a journal cut at any byte keeps every whole edit before the cut, and no half one (R-AS-1)', () => {
  const said = edits(5)
  const bytes = writtenBytes(said)
  const ends = said.map((_, i) => writtenBytes(said.slice(0, i + 1)).length)
  for (let cut = 0; cut <= bytes.length; cut++) {
    const whole = ends.filter((end) => end <= cut).length
    expect(readJournalLines(bytes.subarray(0, cut)).entries).toEqual(said.slice(0, whole))
  }
})

test('a byte that changed on the disk is noticed, whichever it is', () => {
  const said = edits(4)
  const bytes = writtenBytes(said)
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
      const altered = Buffer.from(bytes)
      altered[place] = altered[place]! ^ change
      const { entries, goodBytes } = readJournalLines(altered)
      expect(goodBytes).toBeLessThanOrEqual(place)
      expect(said.slice(0, entries.length)).toEqual(entries)
    }),
  )
})

test('a program killed while it wrote goes on with what was whole, and keeps the cut part beside (JOURNAL_DAMAGED)', async () => {
  const at = await places()
  const bytes = writtenBytes(edits(3))
  await writeFile(at.journal, bytes.subarray(0, bytes.length - 10))

  const journal = await Journal.open(at)
  expect(journal.damage?.code).toBe('JOURNAL_DAMAGED')
  expect(journal.damage?.message).toContain(at.journal)
  expect(journal.entries).toEqual(edits(2))
  await journal.append([edit(7)])
  await journal.close()

  const again = await Journal.open(at)
  expect(again.entries).toEqual([...edits(2), edit(7)])
  expect(again.damage).toBeNull()
  await again.close()
  expect((await readdir(join(at.journal, '..'))).filter((name) => name.includes('.damaged-'))).toHaveLength(1)
})

test('after fifty steps a snapshot stands beside, and mends a journal that was damaged in its middle', async () => {
  const at = await places()
  const journal = await Journal.open(at)
  for (const entry of edits(51)) await journal.append([entry])
  await journal.close()
  const bytes = await readFile(at.journal)
  bytes[200] = bytes[200]! ^ 1
  await writeFile(at.journal, bytes)

  const mended = await Journal.open(at)
  expect(mended.entries).toEqual(edits(50))
  expect(mended.damage?.code).toBe('JOURNAL_DAMAGED')
  await mended.close()
})

test('on a full disk editing goes on in memory, and all is saved once there is space (R-AS-4)', async () => {
  const at = await places()
  let full = false
  const journal = await Journal.open(at, {
    write: async (file, bytes, position) => {
      if (full) {
        await file.write(bytes, 0, Math.floor(bytes.length / 2), position)
        throw noSpace()
      }
      await file.write(bytes, 0, bytes.length, position)
    },
  })
  await journal.append([edit(0)])
  full = true
  await expect(journal.append([edit(1)])).rejects.toMatchObject({ code: 'DISK_FULL' })
  await expect(journal.append([edit(2)])).rejects.toMatchObject({ code: 'DISK_FULL' })
  expect(journal.unsaved).toBe(2)
  expect(journal.entries).toEqual(edits(3))
  expect(await readJournal(at)).toEqual([edit(0)])

  full = false
  await journal.retry()
  expect(journal.unsaved).toBe(0)
  expect(await readJournal(at)).toEqual(edits(3))
  await journal.close()
})

test('an edit that is sent twice, because its first answer was a fault, is written once', async () => {
  const at = await places()
  let failing = true
  const journal = await Journal.open(at, {
    write: async (file, bytes, position) => {
      if (failing) throw noSpace()
      await file.write(bytes, 0, bytes.length, position)
    },
  })
  await expect(journal.append([edit(0)])).rejects.toMatchObject({ code: 'DISK_FULL' })
  failing = false
  await journal.append([edit(0), edit(1)])
  expect(await readJournal(at)).toEqual(edits(2))
  await journal.close()
})
