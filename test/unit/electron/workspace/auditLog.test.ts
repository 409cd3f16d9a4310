import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AuditLog, verifyAudit } from '#electron/workspace/auditLog'
import { folderWith } from '../../../fixtures/folders'

const written = async () => {
  const path = join(folderWith(), 'audit.log')
  const log = new AuditLog(path, () => 'AB')
  await log.record('start')
  await log.record('study.open', { study: 'acdc-1', recovered: 0 })
  await log.record('stop')
  return path
}

test('the log tells what was done, by whom, in order, and its chain holds (P-16)', async () => {
  const { lines, brokenAt } = await verifyAudit(await written())
  expect(brokenAt).toBeNull()
  expect(lines.map(({ what, actor }) => [what, actor])).toEqual([
    ['start', 'AB'],
    ['study.open', 'AB'],
    ['stop', 'AB'],
  ])
})

test('a log that is not there yet is whole', async () => {
  expect(await verifyAudit(join(folderWith(), 'audit.log'))).toEqual({ lines: [], brokenAt: null })
})

test('a line that was altered, removed or added by hand is found (P-16)', async () => {
  const path = await written()
  const text = await readFile(path, 'utf8')
  const rows = text.trimEnd().split('\n')
  const verified = async (changed: readonly string[]) => {
    await writeFile(path, `${changed.join('\n')}\n`)
    return (await verifyAudit(path)).brokenAt
  }
  expect(await verified(rows.map((row) => row.replace('acdc-1', 'acdc-2')))).toBe(2)
  expect(await verified(rows.toSpliced(1, 1))).toBe(2)
  expect(await verified(rows.toSpliced(1, 0, rows[0]!))).toBe(2)
  expect(await verified(rows)).toBeNull()
})

test('two programs that write at once make one chain', async () => {
  const path = join(folderWith(), 'audit.log')
  const [one, two] = [new AuditLog(path, () => 'AB'), new AuditLog(path, () => 'CD')]
  await Promise.all(Array.from({ length: 12 }, (_, n) => (n % 2 ? one : two).record(`deed ${n}`)))
  const { lines, brokenAt } = await verifyAudit(path)
  expect(brokenAt).toBeNull()
  expect(lines).toHaveLength(12)
})
