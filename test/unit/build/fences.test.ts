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
  const said = refusal('typescript/bin/tsc', ['-p', `${breaches}/shared`, '--noEmit'], root)
  expect(said).toMatch(/usesPlatform\.ts.*'process'/)
  expect(said).toMatch(/usesPlatform\.ts.*'document'/)
})

describe('the third fence, what a line may say', () => {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: `${root}build/eslint.config.mjs`,
    ignore: false,
  })
  const rules = async (file: string) =>
    (await eslint.lintFiles([`${breaches}/${file}`])).flatMap((one) =>
      one.messages.map((message) => message.ruleId),
    )

  test('refuses ipcMain outside its file, any, floating promises and default exports', async () => {
    expect(await rules('electron/host/saysTooMuch.ts')).toEqual(
      expect.arrayContaining([
        'no-restricted-imports',
        '@typescript-eslint/no-explicit-any',
        '@typescript-eslint/no-floating-promises',
        'no-restricted-syntax',
      ]),
    )
  })
  test('refuses a file of more than 400 lines', async () => {
    expect(await rules('electron/host/tooLong.ts')).toContain('max-lines')
  })
  test('refuses a kernel of more than 120 lines', async () => {
    expect(await rules('electron/onnx/kernels/TooLong.ts')).toContain('max-lines')
  })
})
