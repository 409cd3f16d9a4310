import { mkdirSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { machineMemory } from '#electron/workspace/machineMemory'
import { folderWith } from '../../../fixtures/folders'

/** A folder with the files that Linux would show. */
function linux(files: Readonly<Record<string, string>>): string {
  const root = folderWith()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}
const meminfo = 'MemTotal:       16000000 kB\nMemFree:          100000 kB\nMemAvailable:    8000000 kB\n'

test('memory that only caches files is free', () => {
  const { freeBytes, totalBytes } = machineMemory(linux({ 'proc/meminfo': meminfo }))
  expect(freeBytes).toBe(8_000_000 * 1024)
  expect(totalBytes).toBe(totalmem())
})

test('a container may take what its limit leaves, in either version of control groups', () => {
  const two = { 'sys/fs/cgroup/memory.max': '3000000000\n', 'sys/fs/cgroup/memory.current': '1000000000\n' }
  expect(machineMemory(linux({ 'proc/meminfo': meminfo, ...two })).freeBytes).toBe(2e9)
  const one = {
    'sys/fs/cgroup/memory/memory.limit_in_bytes': '500000000\n',
    'sys/fs/cgroup/memory/memory.usage_in_bytes': '600000000\n',
  }
  expect(machineMemory(linux({ 'proc/meminfo': meminfo, ...one }))).toMatchObject({
    freeBytes: 0,
    totalBytes: 5e8,
  })
})

test('a group without a limit, and a system without such files, say what the machine says', () => {
  const open = { 'sys/fs/cgroup/memory.max': 'max\n', 'sys/fs/cgroup/memory.current': '1000\n' }
  expect(machineMemory(linux({ 'proc/meminfo': meminfo, ...open })).freeBytes).toBe(8_000_000 * 1024)
  expect(machineMemory(linux({})).freeBytes).toBeGreaterThan(0)
})
