import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderWith } from '../../../../fixtures/folders'
import type { Answers } from '../childrenInHand'
import { openHost } from '../openHost'

const tried: Answers = { probing: { plugin: async () => ({ id: 'mine', kind: 'loss', title: 'Mine' }) } }

test('a person allows the text that was shown; what could hide in it is written out', async () => {
  const workspace = folderWith({ 'plugins/mine.js': 'let ok\u202e = 1 //\u2028run()\r\n\tok\u0000' })
  const { septum } = await openHost(workspace, tried)
  const shown = await septum.plugins.text({ file: 'mine.js' })
  expect(shown.text).toBe('let ok\\u{202e} = 1 //\\u{2028}run()\n\tok\\u{0}')
  await septum.plugins.allow(shown)
  expect((await septum.plugins.list())[0]).toMatchObject({ state: 'allowed', sha256: shown.sha256 })
})

test('a file that was changed after it was shown is not allowed, and no file outside the folder is shown', async () => {
  const workspace = folderWith({ 'plugins/mine.js': 'one', 'secret.js': 'two' })
  const { septum } = await openHost(workspace, tried)
  const shown = await septum.plugins.text({ file: 'mine.js' })
  writeFileSync(join(workspace, 'plugins/mine.js'), 'three')
  await expect(septum.plugins.allow(shown)).rejects.toMatchObject({ fault: { code: 'PLUGIN_NOT_ALLOWED' } })
  await expect(septum.plugins.text({ file: '../secret.js' })).rejects.toMatchObject({
    fault: { code: 'NOT_FOUND' },
  })
})
