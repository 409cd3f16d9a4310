import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { acdcEvaluation } from '#electron/compute/evaluating/acdcEvaluation'
import { labelledCases } from '#electron/compute/training/labelledCases'
import { writeMask } from '#electron/compute/writeMask'
import { openCase } from '#electron/datasets/openCase'
import { makePhantoms } from '#electron/phantoms/makePhantoms'
import { folderWith } from '../../../../fixtures/folders'

const signal = new AbortController().signal

test('against experts who drew the left ventricle alone, the right one counts for nothing, and the wall only where it was drawn (features X24)', async () => {
  const home = folderWith()
  const [hearts, masks] = [join(home, 'hearts'), join(home, 'masks')]
  mkdirSync(masks)
  await makePhantoms({ layout: 'sunnybrook', patients: 1, seed: 5, out: hearts })
  const [source] = await labelledCases(hearts, 'auto', signal)
  const reader = await openCase(source!)
  const { ed, es, grid } = reader.opened
  for (const [name, phase] of [
    ['ED', ed!],
    ['ES', es!],
  ] as const) {
    const labels = (await reader.labels(phase))!.slice()
    // what a model of whole hearts says besides: a right ventricle, and a wall at end-systole too
    labels.fill(1, 0, grid.columns)
    labels.fill(2, grid.columns, 2 * grid.columns)
    if (name === 'ED') labels.fill(0, grid.columns, 2 * grid.columns)
    await writeMask(join(masks, `${source!.name}_${name}.nii.gz`), labels, reader, phase)
  }
  expect(reader.labelledRegions(ed!)).toContain('lv-myocardium')
  expect(reader.labelledRegions(es!)).not.toContain('lv-myocardium')
  reader.close()

  const { cases, mean, missing } = await acdcEvaluation(hearts, masks, { progress: () => undefined, signal })
  expect(missing).toEqual([])
  expect(Object.keys(cases[0]!.structures).sort()).toEqual(['lv-cavity', 'lv-myocardium'])
  expect(cases[0]!.structures['lv-myocardium']).toMatchObject({ ed: { dice: 1 }, es: null })
  expect(mean['lv-cavity']).toMatchObject({ dice: 1, hdMm: 0, volumes: 2 })
  expect(mean['lv-myocardium']).toMatchObject({ dice: 1, volumes: 1 })
  expect(mean['rv-cavity']).toBeUndefined()
})
