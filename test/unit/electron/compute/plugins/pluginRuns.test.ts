import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WarmModels } from '#electron/compute/inference/warmModels'
import { RunControl } from '#electron/compute/training/runControl'
import { trainRun } from '#electron/compute/training/trainRun'
import { evaluatedCase } from '#electron/compute/segmenting/evaluatedCase'
import { openCase } from '#electron/datasets/openCase'
import { labelledCases } from '#electron/compute/training/labelledCases'
import { useEngine } from '#electron/onnx/engine'
import { placedFile } from '#electron/workspace/plugins/placedPlugins'
import { pluginHash } from '#electron/workspace/plugins/pluginFiles'
import type { PluginPin } from '#shared/domain/plugin'
import type { RunMessage } from '#shared/domain/training'
import { bundledProgram } from '../../../../fixtures/bundledProgram.mjs'
import { tinyExperiment, writeTinyHearts } from '../tinyHearts'

let home: string
let program: URL
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'septum-own-'))
  writeTinyHearts(join(home, 'hearts'), 4)
  program = pathToFileURL(bundledProgram('electron/compute/plugins/workerPlugin.ts'))
  await useEngine()
})
afterAll(() => rmSync(home, { recursive: true }))

const example = (file: string) =>
  readFileSync(new URL(`../../../../../models/plugins/examples/${file}`, import.meta.url))
/** Both pass their trial, and loop for ever on the first data of a run and on the second volume of a test. */
const sources = {
  'dice-example': example('dice-loss.js'),
  'volume-error': example('volume-error.js'),
  'two-levels': example('two-level-network.js'),
  'hanging-loss': Buffer.from(
    "export default { septum: 1, kind: 'loss', id: 'hanging-loss', title: 'Hangs', loss(tf, truth, prediction) { while (truth.shape[1] !== 8); return tf.mean(tf.square(tf.sub(truth, prediction))) } }",
  ),
  'hanging-metric': Buffer.from(
    "let calls = 0; export default { septum: 1, kind: 'metric', id: 'hanging-metric', title: 'Hangs', direction: 'lower', measure(volume) { while (volume.case !== 'a trial' && calls++ > 0); return 1 } }",
  ),
}

async function ran(
  name: string,
  training: object,
  more: object = {},
  ids: (keyof typeof sources)[] = [],
  changed = false,
) {
  const folder = join(home, name)
  mkdirSync(folder)
  const plain = tinyExperiment('../hearts', { augmentation: null, epochs: 2, ...training })
  writeFileSync(join(folder, 'experiment.json'), JSON.stringify({ ...plain, ...more }))
  mkdirSync(join(folder, 'plugins'))
  const plugins: PluginPin[] = ids.map((id) => {
    const bytes = sources[id]
    writeFileSync(placedFile(folder, id), changed ? `${bytes.toString()}\n` : bytes)
    return { id, sha256: pluginHash(bytes) }
  })
  const heard: RunMessage[] = []
  const result = await trainRun({
    ...{
      runFolder: folder,
      modelsFolder: join(home, `${name}-models`),
      control: new RunControl(),
      plugins,
      pluginRules: { program, seconds: 2 },
    },
    ...{ signal: new AbortController().signal, listen: (message) => heard.push(message) },
  })
  return {
    result,
    notes: heard.flatMap((message) => (message.type === 'note' ? [message.text] : [])),
    losses: heard.flatMap((message) =>
      message.type === 'epoch' ? [message.trainLoss, message.validationLoss] : [],
    ),
  }
}

test("a plug-in's Dice loss trains to the same numbers as the built-in one (S4); its metric is in the result", async () => {
  const built = await ran('built', { loss: 'dice' })
  const own = await ran('own', { loss: 'plugin:dice-example' }, { metrics: ['plugin:volume-error'] }, [
    'dice-example',
    'volume-error',
  ])
  own.losses.forEach((loss, index) => expect(loss).toBeCloseTo(built.losses[index]!, 5))
  expect(own.losses).toHaveLength(4)
  expect(own.notes[0]).toMatch(/^Runs the plug-in Volume error \(metric, SHA-256 [0-9a-f]{16}\)\.$/)

  expect(own.result.metrics).toEqual([
    { id: 'volume-error', kind: 'metric', title: 'Volume error', direction: 'lower', unit: 'ml' },
  ])
  const [one] = own.result.cases
  const { edvMl, reference, structures } = one!
  expect(structures['lv-cavity']!.ed!.plugins!['volume-error']).toBeCloseTo(
    Math.abs(edvMl! - reference.edvMl!),
    6,
  )
  expect(own.result.mean['lv-cavity']!.plugins!['volume-error']).toBeGreaterThanOrEqual(0)
})

test("a plug-in's network is trained, kept, and predicted with from its ONNX file, without the plug-in", async () => {
  const { result } = await ran('net', { loss: 'dice' }, { network: { id: 'plugin:two-levels' } }, [
    'two-levels',
  ])
  const models = new WarmModels()
  const { card, segmenter, recipe } = await models.model(join(home, 'net-models', 'tiny-hearts', '1'))
  expect(card.network.id).toBe('plugin:two-levels')
  const cases = await labelledCases(
    join(home, 'hearts'),
    'auto',
    new AbortController().signal,
    () => undefined,
  )
  const reader = await openCase(cases.find(({ name }) => name === result.cases[0]!.id)!)
  const again = await evaluatedCase(reader, 'test', segmenter, recipe, join(home, 'again'))
  expect(again.result).toEqual(result.cases[0])
  reader.close()
  await models.dispose()
})

test('a loss that hangs after its trial ends the run, by name; a metric that does costs its own numbers alone', async () => {
  await expect(ran('hangs', { loss: 'plugin:hanging-loss' }, {}, ['hanging-loss'])).rejects.toMatchObject({
    ...{ code: 'PLUGIN_HUNG', facts: { id: 'hanging-loss', what: 'loss' } },
  })
  const log = readFileSync(join(home, 'hangs', 'events.jsonl'), 'utf8')
    .trim()
    .split('\n')
  expect(JSON.parse(log.at(-1)!)).toMatchObject({ type: 'failed', fault: { code: 'PLUGIN_HUNG' } })

  const metrics = ['plugin:hanging-metric']
  const { result, notes } = await ran('slow', { loss: 'dice' }, { metrics }, ['hanging-metric'])
  expect(notes.find((text) => text.includes('hanging-metric'))).toMatch(
    /took longer than 2 s.*left out from here on/,
  )
  expect(result.mean['lv-cavity']!.dice).toBeGreaterThanOrEqual(0)
})

test('a run does not load a copy that was changed, nor a plug-in that nobody allowed', async () => {
  await expect(
    ran('changed', { loss: 'plugin:dice-example' }, {}, ['dice-example'], true),
  ).rejects.toMatchObject({
    code: 'PLUGIN_NOT_ALLOWED',
  })
  await expect(ran('unknown', { loss: 'plugin:dice-example' })).rejects.toThrow(
    'the run was started without it',
  )
})
