import { protocol } from 'electron'
import { pageHeaders } from '#electron/transport/contentPolicy'
import { pageFile } from '#electron/transport/pageFile'

/** Where the window's page lives: a scheme of our own, so that it has an origin and file:// is never needed. */
export const pageOrigin = 'app://septum'

/** Must be called before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Answers app://septum/… from the folder of the built page, with the page's headers; anything else is not found. */
export function serveScheme(page: string): void {
  protocol.handle('app', (request) => answer(page, request))
}

/** Exported for its test. */
export async function answer(
  page: string,
  request: { readonly url: string; readonly method: string },
): Promise<Response> {
  const url = new URL(request.url)
  const file = url.host === 'septum' && request.method === 'GET' ? await pageFile(page, url.pathname) : null
  if (!file) return new Response('There is no such file.', { status: 404, headers: pageHeaders })
  return new Response(new Uint8Array(file.body), { headers: { ...pageHeaders, 'Content-Type': file.type } })
}
