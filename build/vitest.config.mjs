import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

const project = (name, include, more = {}) => ({
  extends: true,
  test: {
    name,
    include,
    root,
    setupFiles: ['test/propertySeed.ts'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    ...more,
  },
})

export default defineConfig({
  root,
  plugins: [vue()],
  test: {
    maxWorkers: 2,
    projects: [
      project('unit', ['test/unit/**/*.test.ts']),
      project('parity', ['test/parity/**/*.test.ts'], { testTimeout: 300_000 }),
      project('conformance', ['test/conformance/**/*.test.ts'], { testTimeout: 300_000 }),
      project('e2e', ['test/e2e/**/*.e2e.ts'], {
        testTimeout: 300_000,
        hookTimeout: 120_000,
        fileParallelism: false,
        maxWorkers: 1,
      }),
    ],
  },
})
