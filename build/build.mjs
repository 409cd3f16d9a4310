// npm run build: the page, the host and its children, the preload; all from sources into dist/.
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import { markBuilt } from './freshness.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Built aside and then put in place at once: a program that runs from dist/ never sees half of it. */
const out = join(root, 'node_modules/.cache', `septum-build-${process.pid}`)
const dist = join(root, 'dist')

/** Entries for Node, flat in dist/: `new URL('./read.js', import.meta.url)` finds a child from any chunk. */
function nodeEntries() {
  const entries = {
    septum: 'electron/cli/septum.ts',
    main: 'electron/main/index.ts',
    read: 'electron/compute/read.ts',
    infer: 'electron/compute/infer.ts',
    train: 'electron/compute/train.ts',
    probe: 'electron/compute/probe.ts',
  }
  for (const file of workers(join(root, 'electron/compute'))) entries[basename(file, '.ts')] = file
  return Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file))))
}

/** Worker threads have names that begin with `worker`, such as electron/compute/training/workerAugment.ts. */
function workers(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => /(^|[/\\])worker[A-Z]\w*\.ts$/.test(file))
    .map((file) => join('electron/compute', file))
}

const quiet = { configFile: false, root, logLevel: 'warn' }

const page = () =>
  build({
    ...quiet,
    root: join(root, 'renderer'),
    base: './',
    plugins: [vue()],
    build: {
      outDir: join(out, 'page'),
      emptyOutDir: false,
      target: 'chrome120',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      modulePreload: { polyfill: false },
    },
  })

const node = () =>
  build({
    ...quiet,
    ssr: { external: true },
    build: {
      ssr: true,
      outDir: out,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: {
        input: nodeEntries(),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })

/** A sandboxed preload is CommonJS and may require nothing but electron. */
const preload = () =>
  build({
    ...quiet,
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      outDir: out,
      emptyOutDir: false,
      rolldownOptions: {
        input: { preload: 'electron/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  })

/** Builds everything; the output is cleaned once, before all of it. */
export async function buildAll() {
  const began = performance.now()
  const started = new Date()
  process.env.NODE_ENV = 'production'
  const old = `${out}-old`
  try {
    await Promise.all([page(), node(), existsSync(join(root, 'electron/preload/index.ts')) && preload()])
    markBuilt(out, started)
    if (existsSync(dist)) renameSync(dist, old)
    renameSync(out, dist)
  } finally {
    for (const folder of [out, old]) rmSync(folder, { recursive: true, force: true })
  }
  return (performance.now() - began) / 1000
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const seconds = await buildAll()
  console.error(`Built dist in ${seconds.toFixed(1)} s.`)
}
