import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Port } from '#shared/ipc/contract'
import { Admission, type Visitor } from './admission'
import { pageHeaders } from './contentPolicy'
import { pageFile } from './pageFile'
import { refusalPage, refusalStyles, refusalStylesPath, type RefusalPage } from './refusalPage'
import { webSocketPort } from './webSocket'

export interface PageServer {
  /** Where to open the page; its token works once. */
  readonly address: string
  readonly port: number
  close(): Promise<void>
}

export interface PageServerOptions {
  /** The folder of the built page. */
  readonly page: string
  /** 0 = any free one. */
  readonly port: number
  /** Called for every page that connects at `/septum`. */
  readonly onPort: (port: Port) => void
}

/** The longest message that a page may send, in bytes: an edit with thousands of contours. */
const longestMessage = 64 * 1024 * 1024

const spent: RefusalPage = {
  sentence: 'This address was already used, or is not complete.',
  remedy: 'Start Septum again, or copy the newest address that it printed.',
}
const unknown: RefusalPage = {
  sentence: 'This page opens only with the address that Septum printed.',
  remedy: 'Copy that address whole, with its token. If it was used already, start Septum again.',
}

const visitorOf = ({ headers }: IncomingMessage): Visitor => ({
  host: headers.host,
  origin: headers.origin,
  cookie: headers.cookie,
})

/**
 * The local page: files of the page and one WebSocket a page, on 127.0.0.1 only. A page connects to `/septum` with the
 * cookie that it was given for the token of the address; framing is that of framing.ts.
 */
export async function servePage({ page, port, onPort }: PageServerOptions): Promise<PageServer> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const taken = (server.address() as AddressInfo).port
  const admission = new Admission(taken)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const end = (status: number, text: string, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8', ...headers })
        .end(text)
    const refuse = (page: RefusalPage) =>
      end(403, refusalPage(page), {
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-store',
      })
    const visitor = visitorOf(request)
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const token = url.searchParams.get('token')
    if (!admission.knowsHost(visitor) || !admission.knowsOrigin(visitor))
      return void end(403, 'This page answers only to its own address.')
    if (request.method !== 'GET' && request.method !== 'HEAD') return void end(405, 'Only GET is answered.')
    if (token !== null && !admission.hasCookie(visitor)) {
      const cookie = admission.exchange(token)
      if (!cookie) return void refuse(spent)
      return void end(303, '', { 'Set-Cookie': cookie, Location: '/' })
    }
    if (url.pathname === refusalStylesPath)
      return void end(200, refusalStyles, { 'Content-Type': 'text/css; charset=utf-8' })
    if (!admission.hasCookie(visitor)) return void refuse(unknown)
    if (token !== null) return void end(303, '', { Location: '/' })
    const file = await pageFile(page, url.pathname)
    if (!file) return void end(404, 'There is no such file.')
    const cache = url.pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store'
    response
      .writeHead(200, { ...pageHeaders, 'Content-Type': file.type, 'Cache-Control': cache })
      .end(request.method === 'HEAD' ? undefined : file.body)
  }

  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error))
    })
  })
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: longestMessage,
    perMessageDeflate: false,
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const visitor = visitorOf(request)
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname
    const welcome =
      path === '/septum' &&
      admission.knowsHost(visitor) &&
      visitor.origin !== undefined &&
      admission.knowsOrigin(visitor) &&
      admission.hasCookie(visitor)
    if (!welcome) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (webSocket) => onPort(webSocketPort(webSocket)))
  })

  return {
    address: admission.address,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
