import { readdirSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryInThread } from '#electron/compute/plugins/tryInThread'
import { toFault } from '#shared/errors/SeptumError'
import { bundledProgram } from '../../../../fixtures/bundledProgram.mjs'

let program: URL
beforeAll(() => void (program = pathToFileURL(bundledProgram('electron/compute/plugins/workerPlugin.ts'))))

const faultOf = (text: string, seconds?: number) =>
  tryInThread({ bytes: Buffer.from(text), file: 'mine.js' }, program, seconds).then(() => null, toFault)

describe('a plug-in is tried in a thread of its own', () => {
  const examples = new URL('../../../../../models/plugins/examples/', import.meta.url)
  test.each(readdirSync(examples))('the example %s works as it is', async (file) => {
    const facts = await tryInThread({ bytes: readFileSync(new URL(file, examples)), file }, program)
    expect(facts.id).toMatch(/^[a-z-]+$/)
  })

  test('one that hangs while it is loaded is ended, and the process goes on', async () => {
    expect(await faultOf('for (;;);', 1.5)).toMatchObject({
      code: 'PLUGIN_SLOW',
      cause: expect.stringContaining('1.5 s'),
    })
  })

  test('one that ends its thread, does not parse, or imports what lies beside it is told so', async () => {
    expect(await faultOf('process.exit(0)')).toMatchObject({
      code: 'PLUGIN_FAILED',
      cause: expect.stringContaining('ended the thread'),
    })
    expect(await faultOf('export default {')).toMatchObject({
      code: 'PLUGIN_INVALID',
      cause: expect.stringContaining('does not load'),
    })
    expect(await faultOf("import './other.js'")).toMatchObject({ code: 'PLUGIN_INVALID' })
  })
})
