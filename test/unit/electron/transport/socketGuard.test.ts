import dgram from 'node:dgram'
import dns, { lookup } from 'node:dns'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { join } from 'node:path'
import tls from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { installSocketGuard, isLoopback } from '#electron/transport/socketGuard'
import { folderWith } from '../../../fixtures/folders'

installSocketGuard()

const refused = expect.objectContaining({ code: 'ADDRESS_REFUSED' })
const errorOf = (socket: NodeJS.EventEmitter) => new Promise((resolve) => socket.once('error', resolve))

// 192.0.2.0/24 is kept for examples (RFC 5737): nobody answers there, guarded or not.
test('no connection leaves this machine, by whatever way it is asked for (features P-17, ADDRESS_REFUSED)', async () => {
  expect(await errorOf(net.connect(80, '192.0.2.1'))).toEqual(refused)
  expect(await errorOf(net.connect({ port: 80, host: 'example.org' }))).toEqual(refused)
  expect(await errorOf(new net.Socket().connect(80, '192.0.2.1'))).toEqual(refused)
  expect(await errorOf(tls.connect({ port: 443, host: 'example.org' }))).toEqual(refused)
  expect(await errorOf(http.get('http://192.0.2.1/'))).toEqual(refused)
  await expect(fetch('http://192.0.2.1/')).rejects.toMatchObject({ cause: refused })
})

test('no name is looked up, and no datagram sent', async () => {
  const found = await new Promise((resolve) => lookup('example.org', resolve))
  expect(found).toEqual(refused)
  await expect(dns.promises.resolve4('example.org')).rejects.toEqual(refused)
  const socket = dgram.createSocket('udp4')
  onTestFinished(() => void socket.close())
  expect(() => socket.send('x', 53, '192.0.2.1')).toThrow(refused)
})

test('this machine itself, and sockets that are files, stay reachable', async () => {
  const server = http.createServer((_request, response) => response.end('here'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here')
  expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe('here')

  const path = process.platform === 'win32' ? '\\\\.\\pipe\\septum-test' : join(folderWith(), 'socket')
  const local = net.createServer((socket) => socket.end('file'))
  await new Promise<void>((resolve) => local.listen(path, resolve))
  onTestFinished(() => void local.close())
  const said = await new Promise((resolve) => net.connect(path).once('data', (data) => resolve(String(data))))
  expect(said).toBe('file')
})

test.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['[::1]', true],
  ['::ffff:127.0.0.1', true],
  ['localhost', true],
  ['LOCALHOST.', true],
  ['', true],
  ['127.0.0.1.evil.example', false],
  ['localhost.evil.example', false],
  ['0.0.0.0', false],
  ['10.0.0.1', false],
  ['::ffff:10.0.0.1', false],
  ['fe80::1', false],
])('%s is this machine: %s', (host, ours) => {
  expect(isLoopback(host)).toBe(ours)
})
