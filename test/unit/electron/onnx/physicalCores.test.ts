import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { linuxCores, physicalCores } from '#electron/onnx/physicalCores'

test('two threads of one core count once, cores of two sockets each', () => {
  const folder = mkdtempSync(join(tmpdir(), 'septum-cores-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const thread = (number: number, socket: number, core: number) => {
    const topology = join(folder, `cpu${number}`, 'topology')
    mkdirSync(topology, { recursive: true })
    writeFileSync(join(topology, 'physical_package_id'), `${socket}\n`)
    writeFileSync(join(topology, 'core_id'), `${core}\n`)
  }
  ;[0, 1, 0, 1].forEach((core, number) => thread(number, 0, core))
  ;[0, 1, 0, 1].forEach((core, number) => thread(4 + number, 1, core))
  mkdirSync(join(folder, 'cpufreq'))
  expect(linuxCores(folder)).toBe(4)
  expect(linuxCores(join(folder, 'none'))).toBeNull()
})

test('no more cores are counted than this process may use', () => {
  expect(physicalCores()).toBeGreaterThan(0)
  expect(physicalCores()).toBeLessThanOrEqual(availableParallelism())
})
