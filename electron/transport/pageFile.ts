import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * A file of the built page by the path of its URL, with its media type. Null: there is none, the path leaves the
 * folder, or its kind is not one that the page is made of.
 */
export async function pageFile(
  folder: string,
  urlPath: string,
): Promise<{ type: string; body: Buffer<ArrayBuffer> } | null> {
  let path: string
  try {
    path = decodeURIComponent(urlPath)
  } catch {
    return null
  }
  if (path.includes('\0')) return null
  const root = resolve(folder)
  const file = resolve(root, `.${sep}${path === '/' ? 'index.html' : path.replace(/^\/+/, '')}`)
  const type = types[extname(file)]
  if (!type || !file.startsWith(root + sep)) return null
  try {
    return { type, body: Buffer.from(await readFile(file)) }
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'EISDIR', 'ENOTDIR'].includes(String(error.code))
    )
      return null
    throw error
  }
}
