import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { placedFile, placePlugins } from '#electron/workspace/plugins/placedPlugins'
import {
  forgetConsent,
  keepConsent,
  pluginHash,
  pluginRows,
  readPluginFile,
} from '#electron/workspace/plugins/pluginFiles'
import { Experiment } from '#shared/domain/experiment'

let workspace: string
let run: string
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'septum-plugins-'))
  run = join(workspace, 'run')
  mkdirSync(join(workspace, 'plugins'))
})
afterEach(() => rmSync(workspace, { recursive: true }))

const write = (text: string, file = 'mine.js') => writeFileSync(join(workspace, 'plugins', file), text)
const allow = async (file = 'mine.js', id = 'mine') => {
  const sha256 = pluginHash(await readPluginFile(workspace, file))
  await keepConsent(workspace, {
    id,
    kind: 'loss',
    title: 'Mine',
    file,
    sha256,
    allowedAt: '2026-03-14T00:00:00.000Z',
  })
  return sha256
}
const experiment = Experiment.parse({
  ...{ schema: 'septum-experiment/1', name: 'own' },
  data: { folder: '/data', split: { train: 1, validation: 1, test: 1, seed: 1 } },
  training: { loss: 'plugin:mine' },
})
const states = async () => (await pluginRows(workspace)).map(({ file, state }) => [file, state])

describe('a plug-in is run only after consent to its very bytes (F-EX-2)', () => {
  test('a new file waits, an allowed one runs, a changed one asks again, a forgotten one waits again', async () => {
    write('export default 1')
    expect(await states()).toEqual([['mine.js', 'new']])
    await expect(placePlugins(workspace, experiment, run)).rejects.toMatchObject({
      code: 'PLUGIN_NOT_ALLOWED',
    })

    const sha256 = await allow()
    expect(await placePlugins(workspace, experiment, run)).toEqual([{ id: 'mine', sha256 }])
    expect(readFileSync(placedFile(run, 'mine'), 'utf8')).toBe('export default 1')

    write('export default 2')
    expect(await states()).toEqual([['mine.js', 'changed']])
    const other = join(workspace, 'other')
    await expect(placePlugins(workspace, experiment, other)).rejects.toThrow(
      'mine.js was changed after it was allowed',
    )
    await allow()
    expect(await states()).toEqual([['mine.js', 'allowed']])
    expect(await placePlugins(workspace, experiment, other)).toHaveLength(1)

    await forgetConsent(workspace, 'mine.js')
    expect(await states()).toEqual([['mine.js', 'new']])
  })

  test('a run goes on with the copy it was begun with, until that is forgotten', async () => {
    write('export default 1')
    const sha256 = await allow()
    await placePlugins(workspace, experiment, run)
    write('export default 2')
    await allow()
    expect(await placePlugins(workspace, experiment, run)).toEqual([{ id: 'mine', sha256 }])
    await forgetConsent(workspace, 'mine.js')
    await expect(placePlugins(workspace, experiment, run)).rejects.toThrow('is no longer allowed')
  })

  test('two files cannot have one name; what is no plug-in file is not shown; a lost one is', async () => {
    write('export default 1')
    write('export default 2', 'second.mjs')
    write('notes', 'notes.txt')
    await allow()
    await expect(allow('second.mjs')).rejects.toMatchObject({ code: 'PLUGIN_INVALID' })
    rmSync(join(workspace, 'plugins', 'mine.js'))
    expect(await states()).toEqual([
      ['mine.js', 'gone'],
      ['second.mjs', 'new'],
    ])
  })

  test('a file that is no plug-in by its name, size or kind is not read', async () => {
    write('x'.repeat((1 << 20) + 1), 'long.js')
    mkdirSync(join(workspace, 'plugins', 'folder.js'))
    expect(await states()).toEqual([
      ['folder.js', 'unreadable'],
      ['long.js', 'unreadable'],
    ])
    await expect(readPluginFile(workspace, '../plugins.json')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(forgetConsent(workspace, 'never.js')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
