import { get } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { areas } from '#shared/ipc/areas'
import { connect } from '#shared/ipc/connect'
import type { Port } from '#shared/ipc/contract'
import { servePage, type PageServer } from '#electron/transport/pageServer'
import { webSocketPort } from '#electron/transport/webSocket'
import { folderWith } from '../../../fixtures/folders'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** A request as any program on this machine could make it: path and headers exactly as given. */
function ask(server: PageServer, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: server.port, path, headers }, (response) => {
      let body = ''
      response.on('data', (part) => (body += String(part)))
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }))
    }).on('error', reject)
  })
}

async function started(onPort: (port: Port) => void = () => undefined): Promise<PageServer> {
  const page = folderWith({
    'page/index.html': '<h1>Septum</h1>',
    'page/assets/a.js': '1',
    'secret.json': '{}',
  })
  const server = await servePage({ page: `${page}/page`, port: 0, onPort })
  onTestFinished(() => server.close())
  return server
}

const tokenOf = (server: PageServer) => new URL(server.address).searchParams.get('token')!

async function cookieOf(server: PageServer): Promise<string> {
  const { headers } = await ask(server, `/?token=${tokenOf(server)}`)
  return headers['set-cookie']![0]!.split(';')[0]!
}

test('the printed address opens the page once: its token is exchanged for a strict cookie, and spent', async () => {
  const server = await started()
  const first = await ask(server, `/?token=${tokenOf(server)}`)
  expect(first.status).toBe(303)
  const set = first.headers['set-cookie']![0]!
  expect(set).toMatch(/HttpOnly; SameSite=Strict/)
  const page = await ask(server, '/', { Cookie: set.split(';')[0]! })
  expect(page.body).toBe('<h1>Septum</h1>')
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
  expect((await ask(server, `/?token=${tokenOf(server)}`)).status).toBe(403)
})

test('whoever comes with a spent address reads why and what to do, on a page without script', async () => {
  const server = await started()
  const address = `/?token=${tokenOf(server)}`
  await ask(server, address)
  const refused = await ask(server, address)
  expect(refused.status).toBe(403)
  expect(refused.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(refused.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
  expect(refused.headers['set-cookie']).toBeUndefined()
  expect(refused.body).toContain('This address was already used, or is not complete.')
  expect(refused.body).toContain('Start Septum again, or copy the newest address')
  expect(refused.body).not.toMatch(/<script|<style| style=/)

  const [, styles] = /<link rel="stylesheet" href="([^"]+)">/.exec(refused.body)!
  const sheet = await ask(server, styles!)
  expect([sheet.status, sheet.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8'])
  expect(sheet.body).toContain('background: #0b0d10')
  const Host = `evil.example:${server.port}`
  expect((await ask(server, styles!, { Host })).status).toBe(403)
})

test('the page that refuses repeats nothing of what it was asked', async () => {
  const server = await started()
  const { status, body } = await ask(server, '/%3Cb%3E?token=%3Cb%3Eguess')
  expect(status).toBe(403)
  expect(body).not.toMatch(/guess|<b>/)
})

test('without token or cookie, with a wrong token, or under a foreign name or from a foreign page, nothing is answered', async () => {
  const server = await started()
  expect((await ask(server, '/')).status).toBe(403)
  expect((await ask(server, '/?token=guess')).status).toBe(403)
  const Cookie = await cookieOf(server)
  expect((await ask(server, '/', { Cookie, Host: `evil.example:${server.port}` })).status).toBe(403)
  expect((await ask(server, '/', { Cookie, Origin: 'http://evil.example' })).status).toBe(403)
  expect((await ask(server, '/', { Cookie: `${Cookie}x` })).status).toBe(403)
  expect((await ask(server, '/', { Cookie })).status).toBe(200)
})

test.each([
  '/../secret.json',
  '/%2e%2e/secret.json',
  '/..%2fsecret.json',
  '/%00',
  '/%',
  '/assets',
  '/missing.js',
])('the path %s leads to nothing outside the page', async (path) => {
  const server = await started()
  const { status, body } = await ask(server, path, { Cookie: await cookieOf(server) })
  expect(status).toBe(404)
  expect(body).not.toContain('{}')
})

/** Opens a socket as a page does; resolves with it, or with the status that refused it. */
function socket(
  server: PageServer,
  headers: Record<string, string>,
  path = '/septum',
): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const opened = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers })
    opened.on('open', () => resolve(opened))
    opened.on('unexpected-response', (_request, response) => resolve(response.statusCode!))
    opened.on('error', reject)
  })
}

test('only our own page gets a line to the host', async () => {
  const server = await started()
  const Cookie = await cookieOf(server)
  const Origin = `http://127.0.0.1:${server.port}`
  expect(await socket(server, { Origin })).toBe(403)
  expect(await socket(server, { Cookie })).toBe(403)
  expect(await socket(server, { Cookie, Origin: 'http://evil.example' })).toBe(403)
  expect(await socket(server, { Cookie, Origin }, '/other')).toBe(403)
  expect(await socket(server, { Cookie, Origin })).toBeInstanceOf(WebSocket)
})

test('questions and frames cross the line, and garbage closes it', async () => {
  const ports: Port[] = []
  const server = await started((port) => {
    ports.push(port)
    port.onMessage((message, bytes) => {
      if (message.type === 'ask')
        port.send(
          { type: 'answer', id: message.id, result: { ok: true, value: { columns: 2, rows: 1 } } },
          bytes ?? Uint8Array.of(1, 2),
        )
    })
  })
  const Origin = `http://127.0.0.1:${server.port}`
  const opened = await socket(server, { Cookie: await cookieOf(server), Origin })
  if (typeof opened === 'number') throw new Error(`refused with ${opened}`)
  const septum = connect(webSocketPort(opened), areas)
  const { header, bytes } = await septum.library.thumbnail({ id: 'acdc-1' })
  expect(header).toEqual({ columns: 2, rows: 1 })
  expect([...bytes]).toEqual([1, 2])

  const closed = new Promise((resolve) => opened.on('close', resolve))
  opened.send('{"type":"nonsense"}')
  expect(await closed).toBe(1007)
})
