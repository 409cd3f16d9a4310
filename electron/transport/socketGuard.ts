import dgram from 'node:dgram'
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { SeptumError } from '#shared/errors/SeptumError'

/** Whether a host name or address is this machine itself. No host at all means localhost in Node. */
export function isLoopback(host: string | undefined | null): boolean {
  if (host === undefined || host === null || host === '') return true
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
  if (name === 'localhost' || name === '::1' || name === '0:0:0:0:0:0:0:1') return true
  const v4 = name.replace(/^::ffff:/, '')
  return net.isIPv4(v4) && v4.startsWith('127.')
}

const refusal = (address: string) => new SeptumError('ADDRESS_REFUSED', { address })

/** What `socket.connect(…)` was asked for, in any of its forms; null for a socket file or a pipe. */
function target(args: readonly unknown[]): { host: string | undefined; port: unknown } | null {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args
  if (typeof first === 'object' && first !== null) {
    const options = first as { path?: unknown; host?: string; port?: unknown }
    return options.path ? null : { host: options.host, port: options.port }
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return null
  return { host: typeof second === 'string' ? second : undefined, port: first }
}

type Loose = (this: unknown, ...args: unknown[]) => unknown

/** Replaces a function of a Node module by one that first looks at what it is asked for. */
function watched(owner: object, name: string, make: (original: Loose) => Loose): void {
  const original: unknown = Reflect.get(owner, name)
  if (typeof original === 'function') Reflect.set(owner, name, make(original as Loose))
}

const lookups = ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCname', 'resolveMx']
const moreLookups = [
  'resolveNs',
  'resolveSrv',
  'resolveTxt',
  'resolvePtr',
  'resolveSoa',
  'resolveNaptr',
  'reverse',
]

let installed = false

/**
 * Refuses every address but this machine's, whoever asks: TCP and TLS (and so http, https, fetch), UDP and names.
 * Files and pipes stay allowed. Installed once at the start of the host and of each of its children (features P-17);
 * it guards against accidents and prying packages, not against code that means to break out.
 */
export function installSocketGuard(): void {
  if (installed) return
  installed = true

  watched(
    net.Socket.prototype,
    'connect',
    (connect) =>
      function (this: unknown, ...args) {
        const asked = target(args)
        if (asked && !isLoopback(asked.host)) {
          const socket = this as net.Socket
          // A little later, as a real refusal is: http writes at once, and listens only after it was given the socket.
          Reflect.set(socket, 'connecting', true)
          setImmediate(() => socket.destroy(refusal(`${asked.host}:${String(asked.port)}`)))
          return socket
        }
        return connect.apply(this, args)
      },
  )

  for (const name of [...lookups, ...moreLookups]) {
    watched(dns, name, (lookup) => (host, ...rest) => {
      const answer = rest.at(-1)
      if (isLoopback(String(host))) return lookup(host, ...rest)
      if (typeof answer !== 'function') throw refusal(String(host))
      process.nextTick(answer as () => void, refusal(String(host)))
      return undefined
    })
    watched(
      dns.promises,
      name,
      (lookup) =>
        (host, ...rest) =>
          isLoopback(String(host)) ? lookup(host, ...rest) : Promise.reject(refusal(String(host))),
    )
  }

  for (const name of ['send', 'connect'])
    watched(
      dgram.Socket.prototype,
      name,
      (send) =>
        function (this: unknown, ...args) {
          const host = args.find((argument, index) => index > 0 && typeof argument === 'string')
          if (host !== undefined && !isLoopback(String(host))) throw refusal(String(host))
          return send.apply(this, args)
        },
    )

  syncBuiltinESMExports()
}
