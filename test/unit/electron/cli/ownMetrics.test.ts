import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownMetrics } from '#electron/cli/ownMetrics'
import { acdcEvaluation } from '#electron/compute/evaluating/acdcEvaluation'
import { keepConsent, pluginHash, pluginsFolder } from '#electron/workspace/plugins/pluginFiles'
import type { PluginFacts } from '#shared/domain/plugin'
import { toFault } from '#shared/errors/SeptumError'
import { bundledProgram } from '../../../fixtures/bundledProgram.mjs'
import { folderWith } from '../../../fixtures/folders'
import { writeTinyHearts } from '../compute/tinyHearts'

const volumeError = readFileSync(
  new URL('../../../../models/plugins/examples/volume-error.js', import.meta.url),
  'utf8',
)
/** Passes its trial, and fails on the first case that is no trial. */
const choosy = `export default { septum: 1, kind: 'metric', id: 'choosy', title: 'Choosy', direction: 'lower', measure({ case: name }) { if (name !== 'a trial') throw new Error('not this heart'); return 0 } }`

let workspace: string
let rules: { program: URL; seconds: number }
beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'septum-metrics-'))
  rules = { program: pathToFileURL(bundledProgram('electron/compute/plugins/workerPlugin.ts')), seconds: 5 }
  mkdirSync(pluginsFolder(workspace))
  await allow({ id: 'volume-error', kind: 'metric', title: 'Volume error' }, volumeError)
  await allow({ id: 'choosy', kind: 'metric', title: 'Choosy' }, choosy)
})

afterAll(() => rmSync(workspace, { recursive: true }))

async function allow(facts: PluginFacts, text: string): Promise<void> {
  const file = `${facts.id}.js`
  writeFileSync(join(pluginsFolder(workspace), file), text)
  const sha256 = pluginHash(Buffer.from(text))
  await keepConsent(workspace, { ...facts, file, sha256, allowedAt: '2026-03-14T09:00:00.000Z' })
}

/** A heart's own labels against themselves: every error is nought. */
async function evaluated(...names: string[]) {
  const home = folderWith()
  writeTinyHearts(join(home, 'hearts'), 1)
  const masks = join(home, 'masks')
  mkdirSync(masks)
  const labels = join(home, 'hearts', 'patient001', 'patient001_frame01_gt.nii.gz')
  copyFileSync(labels, join(masks, 'patient001_ED.nii.gz'))
  const own = await ownMetrics(workspace, names, rules)
  const signal = new AbortController().signal
  return acdcEvaluation(masks, masks, { progress: () => undefined, signal }, own)
}

test('masks are measured with an allowed metric, by its whole name or its id, once', async () => {
  const { metrics, mean, cases } = await evaluated('volume-error', 'plugin:volume-error')
  expect(metrics).toMatchObject([{ id: 'volume-error', direction: 'lower', unit: 'ml' }])
  expect(mean['lv-cavity']).toMatchObject({ dice: 1, plugins: { 'volume-error': 0 } })
  expect(cases[0]!.structures['rv-cavity']!.ed!.plugins).toEqual({ 'volume-error': 0 })
})

test('one that fails on a case ends the evaluation, with the case and its own words', async () => {
  const fault = await evaluated('choosy').then(() => null, toFault)
  expect(fault).toMatchObject({
    code: 'PLUGIN_FAILED',
    cause: expect.stringMatching(/measure of patient001 says: not this heart/),
  })
})

test('a metric that nobody allowed, that was changed, or that is no name is refused before a mask is read', async () => {
  const refused = (name: string) => ownMetrics(workspace, [name], rules).then(() => null, toFault)
  expect(await refused('nobody')).toMatchObject({
    code: 'PLUGIN_NOT_ALLOWED',
    cause: expect.stringContaining('nobody has allowed'),
  })
  expect(await refused('../dice')).toMatchObject({
    code: 'ARGUMENT_INVALID',
    cause: expect.stringContaining('../dice'),
  })
  writeFileSync(join(pluginsFolder(workspace), 'volume-error.js'), `${volumeError}\n`)
  expect(await refused('volume-error')).toMatchObject({
    code: 'PLUGIN_NOT_ALLOWED',
    cause: expect.stringContaining('was changed'),
  })
})
