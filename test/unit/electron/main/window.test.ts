import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { closeInOrder } from '#electron/main/closeInOrder'
import { answer, pageOrigin } from '#electron/main/appScheme'
import { isOurs, lockContents, lockSession } from '#electron/main/lockDown'
import { offerPort } from '#electron/transport/electronPort'
import type { Port } from '#shared/ipc/contract'
import { folderWith } from '../../../fixtures/folders'

/** What of Electron these files touch: two emitters, and ports that are each other's end. */
const electron = await vi.hoisted(async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  class FakePort extends Emitter {
    other!: FakePort
    postMessage(data: unknown) {
      this.other.emit('message', { data })
    }
    start() {}
    close() {
      this.emit('close')
    }
  }
  class MessageChannelMain {
    port1 = new FakePort()
    port2 = new FakePort()
    constructor() {
      this.port1.other = this.port2
      this.port2.other = this.port1
    }
  }
  return { ipcMain: new Emitter(), MessageChannelMain, FakePort }
})
vi.mock('electron', () => ({ ...electron, protocol: {} }))

type Contents = Parameters<typeof offerPort>[0]['webContents']

function page(url: string) {
  const given: InstanceType<typeof electron.FakePort>[] = []
  const mainFrame = { url }
  const contents = {
    mainFrame,
    postMessage: (_channel: string, _message: unknown, ports: typeof given) => void given.push(...ports),
  } as unknown as Contents
  return { contents, mainFrame, given }
}

test('our own page is given a port, and questions cross it both ways', () => {
  const { contents, mainFrame, given } = page(`${pageOrigin}/index.html`)
  const ports: Port[] = []
  offerPort({ webContents: contents }, pageOrigin, (port) => ports.push(port))
  electron.ipcMain.emit('septum:port', { sender: contents, senderFrame: mainFrame })
  const heard: unknown[] = []
  ports[0]!.onMessage((message, bytes) => heard.push([message, bytes]))
  const question = { type: 'ask', id: 1, area: 'app', name: 'info', input: null }
  given[0]!.postMessage({ message: question })
  expect(heard).toEqual([[question, undefined]])
  given[0]!.on('message', ({ data }) => heard.push(data))
  ports[0]!.send({ type: 'cancel', id: 1 }, Uint8Array.of(1))
  expect(heard[1]).toEqual({ message: { type: 'cancel', id: 1 }, bytes: Uint8Array.of(1) })
})

test('a foreign window, a frame inside the page, or a page of another origin is given nothing', () => {
  const ours = page(`${pageOrigin}/`)
  const other = page(`${pageOrigin}/`)
  const strange = page('https://evil.example/')
  const ports: Port[] = []
  offerPort({ webContents: ours.contents }, pageOrigin, (port) => ports.push(port))
  offerPort({ webContents: strange.contents }, pageOrigin, (port) => ports.push(port))
  electron.ipcMain.emit('septum:port', { sender: other.contents, senderFrame: other.mainFrame })
  electron.ipcMain.emit('septum:port', { sender: ours.contents, senderFrame: { url: `${pageOrigin}/` } })
  electron.ipcMain.emit('septum:port', { sender: ours.contents, senderFrame: null })
  electron.ipcMain.emit('septum:port', { sender: strange.contents, senderFrame: strange.mainFrame })
  expect(ports).toEqual([])
})

test('app://septum serves the page with its content policy, and nothing outside its folder', async () => {
  const folder = folderWith({ 'page/index.html': 'page', 'secret.json': '{}' })
  const asked = (url: string, method = 'GET') => answer(`${folder}/page`, { url, method })
  const index = await asked('app://septum/')
  expect(await index.text()).toBe('page')
  expect(index.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'/)
  expect((await asked('app://septum/..%2fsecret.json')).status).toBe(404)
  expect((await asked('app://other/index.html')).status).toBe(404)
  expect((await asked('app://septum/', 'POST')).status).toBe(404)
})

test('no permission, no foreign address, no other page and no other window (decisions 9)', () => {
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  })
  lockSession(session as unknown as Parameters<typeof lockSession>[0])
  const granted = vi.fn()
  session.setPermissionRequestHandler.mock.calls[0]![0](null, 'camera', granted)
  expect(granted).toHaveBeenCalledWith(false)
  expect(session.setPermissionCheckHandler.mock.calls[0]![0]()).toBe(false)
  const decided = vi.fn()
  session.webRequest.onBeforeRequest.mock.calls[0]![0]({ url: 'https://evil.example/' }, decided)
  expect(decided).toHaveBeenCalledWith({ cancel: true })
  expect(isOurs(`${pageOrigin}/assets/a.js`)).toBe(true)
  expect(isOurs('app://septum.evil/')).toBe(false)
  expect(isOurs('file:///etc/passwd')).toBe(false)

  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() })
  lockContents(contents as unknown as Parameters<typeof lockContents>[0])
  const leave = { url: 'https://evil.example/', preventDefault: vi.fn() }
  contents.emit('will-navigate', leave)
  expect(leave.preventDefault).toHaveBeenCalled()
  expect(contents.setWindowOpenHandler.mock.calls[0]![0]()).toEqual({ action: 'deny' })
})

function closing(run: string | null, consent: boolean) {
  const deeds: string[] = []
  const window = Object.assign(new EventEmitter(), { destroy: () => deeds.push('window gone') })
  const app = Object.assign(new EventEmitter(), { exit: () => deeds.push('exit') })
  const host = { training: () => run, close: async () => void deeds.push('host closed') }
  closeInOrder(
    app as unknown as Parameters<typeof closeInOrder>[0],
    window as unknown as Parameters<typeof closeInOrder>[1],
    host,
    async () => consent,
  )
  return { deeds, window }
}

test('closing the window first lets the host finish, once, however often it is asked', async () => {
  const { deeds, window } = closing(null, false)
  const event = { preventDefault: vi.fn() }
  window.emit('close', event)
  window.emit('close', event)
  await expect.poll(() => deeds).toEqual(['host closed', 'window gone', 'exit'])
  expect(event.preventDefault).toHaveBeenCalledTimes(2)
})

test('a run that trains is only interrupted with consent (R-TR-11)', async () => {
  const kept = closing('First try', false)
  kept.window.emit('close', { preventDefault: vi.fn() })
  await new Promise((resolve) => setImmediate(resolve))
  expect(kept.deeds).toEqual([])
  const ended = closing('First try', true)
  ended.window.emit('close', { preventDefault: vi.fn() })
  await expect.poll(() => ended.deeds).toEqual(['host closed', 'window gone', 'exit'])
})
