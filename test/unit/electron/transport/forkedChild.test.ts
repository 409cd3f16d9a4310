import { buildSync } from 'esbuild'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { z } from '#shared/domain/schema'
import { connect } from '#shared/ipc/connect'
import { call, pixels } from '#shared/ipc/contract'
import { forkFile } from '#electron/transport/nodeFork'
import { folderWith } from '../../../fixtures/folders'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

const areas = {
  tiny: {
    double: pixels(z.object({ bytes: z.number() }), z.object({ pid: z.number() })),
    reach: call(z.object({ host: z.string() }), z.object({ code: z.string() })),
    die: call(z.void(), z.void()),
  },
}

/** A child of a few lines, bundled as the build bundles ours. */
const source = `
import net from 'node:net'
import { z } from '#shared/domain/schema'
import { call, pixels } from '#shared/ipc/contract'
import { serve } from '#shared/ipc/serve'
import { childPort } from '#electron/transport/childPort'
const any = z.any()
serve(childPort(), { tiny: { double: pixels(any, any), reach: call(any, any), die: call(any, any) } }, { tiny: {
  double: async ({ bytes }) => ({ header: { pid: process.pid }, bytes: new Uint8Array(bytes).fill(7) }),
  reach: ({ host }) => new Promise((resolve) => net.connect(80, host).on('error', ({ code }) => resolve({ code }))),
  die: () => process.kill(process.pid, 'SIGKILL'),
} })
`

function child() {
  const outfile = join(folderWith(), 'child.mjs')
  buildSync({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
  })
  const started = forkFile(outfile)
  const exit = new Promise<number | string>((resolve) => started.onExit(resolve))
  onTestFinished(() => started.kill())
  return { started, exit, tiny: connect(started.port, areas, 'tiny').tiny }
}

test('a forked child answers with bytes, keeps to this machine, and its death is news', async () => {
  const { started, exit, tiny } = child()
  const { header, bytes } = await tiny.double({ bytes: 300_000 })
  expect(header.pid).toBe(started.pid)
  expect(bytes.length).toBe(300_000)
  expect(bytes[299_999]).toBe(7)
  expect(await tiny.reach({ host: '192.0.2.1' })).toEqual({ code: 'ADDRESS_REFUSED' })

  await expect(tiny.die()).rejects.toMatchObject({ code: 'COMPUTE_CRASHED' })
  expect(await exit).toBe('SIGKILL')
})

test('a child whose host goes away ends by itself', async () => {
  const { started, exit, tiny } = child()
  await tiny.double({ bytes: 1 })
  started.port.close()
  expect(await exit).toBe(0)
})
