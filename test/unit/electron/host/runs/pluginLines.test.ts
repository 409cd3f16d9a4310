import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pluginLines } from '#electron/host/runs/pluginLines'
import { keepConsent, pluginHash } from '#electron/workspace/plugins/pluginFiles'
import { Experiment } from '#shared/domain/experiment'
import { folderWith } from '../../../../fixtures/folders'

const experiment = Experiment.parse({
  ...{ schema: 'septum-experiment/1', name: 'own', metrics: ['plugin:error'] },
  data: { folder: '/data', split: { train: 1, validation: 1, test: 1, seed: 1 } },
  training: { loss: 'plugin:mine' },
})

test('before a run stands which plug-ins it executes, and stops where one was changed since it was allowed', async () => {
  const workspace = folderWith({ 'plugins/mine.js': 'one', 'plugins/error.js': 'two' })
  expect(
    await pluginLines(
      { ...experiment, training: { ...experiment.training, loss: 'dice' }, metrics: [] },
      workspace,
    ),
  ).toEqual([])
  expect(await pluginLines(experiment, workspace)).toMatchObject([
    { level: 'stop', text: expect.stringContaining('mine'), remedy: expect.stringContaining('Settings') },
  ])
  const own = { allowedAt: '2026-03-14T09:00:00.000Z' }
  const hash = (text: string) => pluginHash(Buffer.from(text))
  await keepConsent(workspace, {
    ...own,
    id: 'mine',
    kind: 'loss',
    title: 'My loss',
    file: 'mine.js',
    sha256: hash('one'),
  })
  await keepConsent(workspace, {
    ...own,
    id: 'error',
    kind: 'metric',
    title: 'Error',
    file: 'error.js',
    sha256: hash('two'),
  })
  expect(await pluginLines(experiment, workspace)).toEqual([
    {
      ...{ level: 'ok', topic: 'Plug-ins', remedy: null },
      text: 'The run executes My loss (loss, mine.js), Error (metric, error.js)',
    },
  ])
  writeFileSync(join(workspace, 'plugins/mine.js'), 'three')
  expect(await pluginLines(experiment, workspace)).toMatchObject([
    { level: 'stop', text: expect.stringContaining('was changed after it was allowed') },
  ])
})
