import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Lines of every file below the folders whose path fits. */
function lines(
  folders: readonly string[],
  fits: (path: string) => boolean,
): { path: string; lines: number }[] {
  return folders.flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter(fits)
      .map((path) => ({ path, lines: readFileSync(`${root}${path}`, 'utf8').split('\n').length - 1 })),
  )
}

const sources = ['shared', 'models', 'electron', 'renderer']
const isKernel = (path: string) => /^electron\/onnx\/kernels\/.*\.ts$/.test(path)
const kinds = [
  {
    kind: 'TypeScript files',
    half: 80,
    ninetieth: 250,
    never: 400,
    fits: (p: string) => p.endsWith('.ts') && !isKernel(p),
  },
  { kind: 'kernels', half: 40, ninetieth: 100, never: 120, fits: isKernel },
  { kind: 'components', half: 100, ninetieth: 200, never: 250, fits: (p: string) => p.endsWith('.vue') },
]

describe.each(kinds)('the sizes of style 1.14: $kind', ({ half, ninetieth, never, fits }) => {
  const files = lines(sources, fits)
  const share = (limit: number) => files.filter((file) => file.lines <= limit).length / files.length

  test('there are some', () => expect(files.length).toBeGreaterThan(3))
  test('half are short', () => expect(share(half)).toBeGreaterThanOrEqual(0.5))
  test('nine in ten can be read in a minute', () => expect(share(ninetieth)).toBeGreaterThanOrEqual(0.9))
  test('none is too long', () => expect(files.filter((file) => file.lines > never)).toEqual([]))
})
