import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { macCards, nvidiaCards, windowsCards } from '#electron/host/devices/cardLists'
import { linuxCards } from '#electron/host/devices/graphicsCards'

test('an NVIDIA card is listed with its memory and driver (R-SE-1)', () => {
  expect(nvidiaCards('NVIDIA RTX A2000, 6138, 535.183.01\n')).toEqual([
    { name: 'NVIDIA RTX A2000', memoryBytes: 6138 * 2 ** 20, driver: '535.183.01' },
  ])
  expect(nvidiaCards('')).toEqual([])
})

test('Windows tells one card or several; a memory that fills its 32 bits is not known', () => {
  const one = '{"Name":"Intel UHD 630","AdapterRAM":1073741824,"DriverVersion":"31.0"}'
  expect(windowsCards(one)).toEqual([{ name: 'Intel UHD 630', memoryBytes: 2 ** 30, driver: '31.0' }])
  const two = `[${one},{"Name":"GeForce","AdapterRAM":4293918720,"DriverVersion":null}]`
  expect(windowsCards(two).at(-1)).toEqual({ name: 'GeForce', memoryBytes: null, driver: null })
  for (const odd of ['', 'Access denied', '{"Name":3}']) expect(windowsCards(odd)).toEqual([])
})

test('an Apple card has the name that macOS gives it', () => {
  expect(macCards('{"SPDisplaysDataType":[{"sppci_model":"Apple M2"}]}')).toEqual([
    { name: 'Apple M2', memoryBytes: null, driver: 'macOS' },
  ])
  expect(macCards('')).toEqual([])
})

test('Linux lists cards by vendor and number, and the memory of those that tell', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'septum-cards-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const card = (name: string, files: Record<string, string>, driver: string) => {
    const device = join(folder, name, 'device')
    mkdirSync(device, { recursive: true })
    for (const [file, text] of Object.entries(files)) writeFileSync(join(device, file), `${text}\n`)
    mkdirSync(join(folder, 'drivers', driver), { recursive: true })
    symlinkSync(join(folder, 'drivers', driver), join(device, 'driver'))
  }
  card('card0', { vendor: '0x8086', device: '0x3e92' }, 'i915')
  card('card1', { vendor: '0x1002', device: '0x73bf', mem_info_vram_total: '17163091968' }, 'amdgpu')
  mkdirSync(join(folder, 'card0-HDMI-A-1'))
  expect(await linuxCards(folder)).toEqual([
    { name: 'Intel graphics 0x3e92', memoryBytes: null, driver: 'i915' },
    { name: 'AMD graphics 0x73bf', memoryBytes: 17163091968, driver: 'amdgpu' },
  ])
  expect(await linuxCards(join(folder, 'none'))).toEqual([])
})
