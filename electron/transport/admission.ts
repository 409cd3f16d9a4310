import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a request shows at the door of the local page. */
export interface Visitor {
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly cookie: string | undefined
}

const cookieName = 'septum'

/** Compared in constant time, whatever the lengths. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/**
 * Who may enter the local page. The address that is printed holds a token; the first browser that shows it gets a
 * cookie in exchange, and the token is spent. Whoever has neither, or comes from another site or name, is refused.
 */
export class Admission {
  private token: string | null = randomBytes(24).toString('base64url')
  private readonly session = randomBytes(24).toString('base64url')

  constructor(private readonly port: number) {}

  get address(): string {
    return `http://127.0.0.1:${this.port}/?token=${this.token}`
  }

  /** The Set-Cookie header in exchange for the token, or null when the token is wrong or already spent. */
  exchange(token: string): string | null {
    if (this.token === null || !same(token, this.token)) return null
    this.token = null
    return `${this.cookieName}=${this.session}; HttpOnly; SameSite=Strict; Path=/`
  }

  /** Only our own names: a foreign name that resolves to this machine (DNS rebinding) is refused. */
  knowsHost({ host }: Visitor): boolean {
    return host === `127.0.0.1:${this.port}` || host === `localhost:${this.port}`
  }

  /** Browsers send no Origin with plain page loads; where one is sent it must be ours. */
  knowsOrigin({ host, origin }: Visitor): boolean {
    return origin === undefined || origin === `http://${host}`
  }

  hasCookie({ cookie }: Visitor): boolean {
    const found = (cookie ?? '').split(/;\s*/).find((pair) => pair.startsWith(`${this.cookieName}=`))
    return found !== undefined && same(found.slice(this.cookieName.length + 1), this.session)
  }

  /** Cookies are shared by all ports of a host, so the name carries ours: two programs do not log each other out. */
  private get cookieName(): string {
    return `${cookieName}-${this.port}`
  }
}
