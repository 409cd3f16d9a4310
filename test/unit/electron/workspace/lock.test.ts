import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockHolder, takeLock, waitForLock } from '#electron/workspace/lock'
import { folderWith } from '../../../fixtures/folders'

const place = async () => join(folderWith(), 'locks', 'study')

const noteOf = (more: Record<string, unknown>) =>
  JSON.stringify({
    pid: process.pid,
    host: hostname(),
    started: null,
    since: '2026-03-14T09:00:00.000Z',
    note: { entries: 4 },
    ...more,
  })

test('the second to open a study is told who holds it (R-AS-5, LOCK_HELD)', async () => {
  const path = await place()
  const first = await takeLock(path, 'Study patient001')
  await expect(takeLock(path, 'Study patient001')).rejects.toMatchObject({
    code: 'LOCK_HELD',
    message: expect.stringContaining(`process ${process.pid} on ${hostname()}`),
  })
  await first.release()
  const second = await takeLock(path, 'Study patient001')
  expect(second.abandoned).toBeNull()
  await second.release()
})

test('the lock of a program that was killed is taken over, with what it had noted', async () => {
  const path = await place()
  const gone = spawn(process.execPath, ['-e', ''])
  await once(gone, 'exit')
  await (await takeLock(path, 'Study patient001')).release()
  await writeFile(path, noteOf({ pid: gone.pid }))

  const lock = await takeLock(path, 'Study patient001')
  expect(lock.abandoned).toEqual({ entries: 4 })
  await lock.release()
})

test.skipIf(process.platform !== 'linux')(
  'a process number that was given to another program holds nothing (its start time differs; Linux only)',
  async () => {
    const path = await place()
    await (await takeLock(path, 'Run a.1')).release()
    await writeFile(path, noteOf({ started: '1' }))
    expect(await lockHolder(path)).toBeNull()
  },
)

test('a holder on another machine counts until it was silent for minutes', async () => {
  const path = await place()
  await (await takeLock(path, 'Run a.1')).release()
  await writeFile(path, noteOf({ host: 'another-ward' }))
  expect(await lockHolder(path)).toContain('another-ward')
  const longAgo = new Date(Date.now() - 10 * 60_000)
  await utimes(path, longAgo, longAgo)
  expect(await lockHolder(path)).toBeNull()
})

test('a lock that was taken over meanwhile is not removed by its late owner', async () => {
  const path = await place()
  const late = await takeLock(path, 'Run a.1')
  await writeFile(path, noteOf({ host: 'another-ward' }))
  await late.release()
  expect(await readFile(path, 'utf8')).toContain('another-ward')
})

test('whoever waits for a short lock gets it when it is let go', async () => {
  const path = await place()
  const first = await takeLock(path, 'The audit log')
  const second = waitForLock(path, 'The audit log')
  await first.release()
  await (await second).release()
  expect(await lockHolder(path)).toBeNull()
})
