import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const breaches = `${root}test/fixtures/breaches`

/** What a tool prints when it refuses; a tool that passes the breaches fails the test. */
function refusal(tool: string, args: readonly string[], cwd: string): string {
  try {
    execFileSync(process.execPath, [`${root}node_modules/${tool}`, ...args], {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } catch (error) {
    return String((error as { stdout: string }).stdout)
  }
  throw new Error(`${tool} let the breaches pass`)
}

describe('the first fence, who may import whom', () => {
  const said = refusal(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['--config', `${root}build/dependency-cruiser.mjs`, 'shared', 'models', 'electron', 'renderer'],
    breaches,
  )
  const refused = (from: string) =>
    said
      .split('\n')
      .filter((line) => line.includes(`error `) && line.includes(`: ${from}`))
      .join('\n')

  test('refuses a page that reaches into the host', () => {
    expect(refused('renderer/views/reachesThrough.ts')).toContain(
      'renderer/(views|stores|composables) imports only renderer, shared',
    )
  })
  test('refuses a library outside its only door', () => {
    expect(refused('renderer/views/reachesThrough.ts')).toContain('konva only in renderer/canvas')
  })
  test('refuses a network that knows the page', () => {
    expect(refused('models/networks/knowsThePage.ts')).toContain('imports only models, shared')
  })
  test('refuses Node in shared', () => {
    expect(refused('shared/geometry/readsDisk.ts')).toContain('no Node modules in shared, models, renderer')
  })
  test('refuses circles', () => {
    expect(refused('shared/geometry/circleA.ts')).toContain('no circles')
  })
  test('refuses dead files', () => {
    expect(refused('renderer/components/dead.ts')).toContain('no dead files')
  })
  test('refuses an import of nothing', () => {
    expect(refused('electron/host/queue.ts')).toContain('what is imported can be found')
  })
})

test('the second fence, what an environment has, refuses process and document in shared', () => {
  const said = refusal('typescript-native/bin/tsc', ['-p', `${breaches}/shared`, '--noEmit'], root)
  expect(said).toMatch(/usesPlatform\.ts.*'process'/)
  expect(said).toMatch(/usesPlatform\.ts.*'document'/)
})

describe('the third fence, what a line may say', () => {
  const said = refusal(
    'oxlint/bin/oxlint',
    ['-c', `${root}build/oxlint.json`, '--format', 'unix', `${breaches}/electron`],
    root,
  )
  const rules = (file: string) =>
    said
      .split('\n')
      .filter((line) => line.includes(file))
      .join('\n')

  test('refuses ipcMain outside its file, any, floating promises and default exports', () => {
    for (const rule of [
      'no-restricted-imports',
      'no-explicit-any',
      'no-floating-promises',
      'no-default-export',
    ])
      expect(rules('electron/host/saysTooMuch.ts')).toContain(rule)
  })
  test('refuses a file of more than 400 lines', () => {
    expect(rules('electron/host/tooLong.ts')).toContain('max-lines')
  })
  test('refuses a kernel of more than 120 lines', () => {
    expect(rules('electron/onnx/kernels/TooLong.ts')).toContain('max-lines')
  })
  test('refuses a loop without keys in a template', async () => {
    const eslint = new ESLint({ cwd: root, overrideConfigFile: `${root}build/eslint.config.mjs` })
    const [one] = await eslint.lintText('<template><i v-for="n in 3">{{ n }}</i></template>', {
      filePath: `${root}renderer/components/Breach.vue`,
    })
    expect(one!.messages.map(({ ruleId }) => ruleId)).toContain('vue/require-v-for-key')
  })
})
