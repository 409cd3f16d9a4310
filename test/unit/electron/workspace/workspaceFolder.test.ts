import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { workspaceLayout } from '#electron/workspace/layout'
import { workspaceFolder } from '#electron/workspace/workspaceFolder'

const at = (platform: NodeJS.Platform, env: Record<string, string> = {}) => ({
  platform,
  env,
  home: '/home/ab',
})

test('without a word the workspace lies in the user’s application data', () => {
  expect(workspaceFolder(undefined, at('linux'))).toBe('/home/ab/.local/share/septum')
  expect(workspaceFolder(undefined, at('linux', { XDG_DATA_HOME: '/data' }))).toBe('/data/septum')
  expect(workspaceFolder(undefined, at('darwin'))).toBe('/home/ab/Library/Application Support/Septum')
  expect(workspaceFolder(undefined, at('win32', { APPDATA: '/roaming' }))).toBe('/roaming/Septum')
})

test('the option wins over the environment, which wins over the default; relative paths count from here', () => {
  const env = { SEPTUM_WORKSPACE: '/shared/hearts' }
  expect(workspaceFolder(undefined, at('linux', env))).toBe('/shared/hearts')
  expect(workspaceFolder('./mine', at('linux', env))).toBe(resolve('mine'))
})

test('a run lies in its experiment’s folder (decisions.md 5)', () => {
  expect(workspaceLayout('/w').run('u-net-2.1')).toBe(
    join('/w', 'experiments', 'u-net-2', 'runs', 'u-net-2.1'),
  )
})
