// npm run package: installers for this platform with electron-builder, into release/.
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { electronRuntime } from './electronRuntime.mjs'
import { buildAll } from './build.mjs'
import { isFresh } from './freshness.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Native parts are loaded from files, so they stay outside the archive. Children are forked from it. */
const config = {
  appId: 'org.septum.app',
  productName: 'Septum',
  copyright: 'Apache-2.0',
  directories: { output: 'release' },
  files: ['dist/**', 'package.json', 'LICENSE', '!**/*.map'],
  asar: true,
  asarUnpack: ['**/*.node', '**/*.so*', '**/*.dll', '**/*.dylib', 'dist/*.js'],
  npmRebuild: false,
  publish: null,
  electronFuses: { runAsNode: false, onlyLoadAppFromAsar: true, enableNodeOptionsEnvironmentVariable: false },
  linux: { target: ['AppImage', 'deb'], category: 'Science', maintainer: 'Septum' },
  mac: { target: ['dmg'], category: 'public.app-category.medical', hardenedRuntime: true },
  win: { target: ['nsis'] },
}

if (!electronRuntime()) {
  console.error(
    "Septum cannot be packaged here: Electron's runtime is not installed.\n" +
      'Run `npm run extras -- electron` where it can be fetched, or name its folder in ELECTRON_OVERRIDE_DIST_PATH.',
  )
  process.exit(1)
}
if (!isFresh(root)) await buildAll()
const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist')
const { build } = await import('electron-builder')
const made = await build({
  projectDir: root,
  config: { ...config, electronDist: folder },
  publish: 'never',
})
console.log(made.join('\n'))
