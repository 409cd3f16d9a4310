import path from 'node:path'
import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { inspectDataset } from '#electron/datasets/inspectDataset'
import { openCase } from '#electron/datasets/openCase'
import { scanFolder } from '#electron/datasets/scanFolder'
import { userAdapters } from '#electron/datasets/userAdapter/adapterFile'
import { fileMatcher } from '#electron/datasets/userAdapter/matchedFiles'
import { patternFault } from '#electron/datasets/userAdapter/safePattern'
import type { CaseSource, Refusal } from '#shared/domain/study'
import { folderWith } from '../../../../fixtures/folders'
import { int16Bytes, niftiFile } from '../../../../fixtures/niftiFiles'

afterEach(() => void delete process.env.SEPTUM_WORKSPACE)

/** 4 × 4 × 2 voxels of 1.5 × 1.5 × 10 mm, frames one after the other. */
const volume = (...frames: number[][]): Uint8Array =>
  niftiFile({
    shape: frames.length > 1 ? [4, 4, 2, frames.length] : [4, 4, 2],
    voxels: int16Bytes(frames.flat()),
  })
const voxels = (count: number, value: number, rest = 0): number[] =>
  Array.from({ length: 32 }, (_, i) => (i < count ? value : rest))
const image = volume(voxels(32, 100))

const adapter = {
  schema: 'septum-adapter/1',
  id: 'site-a',
  title: 'Site A',
  citation: 'Our own study',
  licence: 'Not to be passed on',
  image: '(?<group>DCM|NOR)/(?<case>[^/]+)/sa_(?<phase>ED|ES)\\.nii',
  label: '(?<group>DCM|NOR)/(?<case>[^/]+)/sa_(?<phase>ED|ES)_gt\\.nii',
  labels: { 0: 'background', 500: 'lv-cavity', 200: 'lv-myocardium', 7: 'not-labelled' },
  phases: { from: 'name', ed: 'ED', es: 'ES' },
}
const workspaceWith = (files: Record<string, unknown>): string =>
  folderWith(
    Object.fromEntries(
      Object.entries(files).map(([name, json]) => [
        `adapters/${name}`,
        typeof json === 'string' ? json : JSON.stringify(json),
      ]),
    ),
  )

async function scanned(folder: string): Promise<{ cases: CaseSource[]; refused: Refusal[] }> {
  const cases: CaseSource[] = []
  const refused: Refusal[] = []
  await scanFolder(folder, {
    onCase: (source) => cases.push(source),
    onRefusal: (refusal) => refused.push(refusal),
    onProgress: () => undefined,
  })
  return { cases, refused }
}

describe('a layout of one’s own is one JSON file', () => {
  const files = {
    'NOR/anna/sa_ED.nii': image,
    'NOR/anna/sa_ES.nii': image,
    'NOR/anna/sa_ED_gt.nii': volume(voxels(8, 500)),
    'NOR/anna/sa_ES_gt.nii': volume(voxels(4, 500, 7)),
  }
  test('with phases from file names, codes for labels, groups, citation and licence', async () => {
    process.env.SEPTUM_WORKSPACE = workspaceWith({ 'a.json': adapter })
    const { layout, cases, summary } = await inspectDataset(folderWith(files))
    expect(layout).toBe('user')
    // 8 and 4 voxels of 22.5 mm³.
    expect(cases).toMatchObject([
      {
        id: 'anna',
        group: 'NOR',
        problems: [],
        phases: { ed: { frame: 1 }, es: { frame: 2 } },
        volumesMl: {
          ed: { 'lv-cavity': (8 * 22.5) / 1000, 'lv-myocardium': 0 },
          es: { 'lv-cavity': (4 * 22.5) / 1000 },
        },
      },
    ])
    expect(summary).toMatchObject({ citation: 'Our own study', licence: 'Not to be passed on' })
  })
  test('what it does not name is not labelled: the RV is unknown, and no value of it is background (X24)', async () => {
    process.env.SEPTUM_WORKSPACE = workspaceWith({ 'a.json': adapter })
    const { cases } = await scanned(folderWith(files))
    expect(cases[0]!.labelled).toEqual(['lv-endo', 'lv-epi'])
    const reader = await openCase(cases[0]!)
    expect(reader.labelledRegions(1)).toEqual(['lv-myocardium', 'lv-cavity'])
  })
  test('with fixed frames of a cine, and a spacing of its own', async () => {
    process.env.SEPTUM_WORKSPACE = workspaceWith({
      'a.json': {
        ...{ ...adapter, image: '(?<case>[^/]+)\\.nii', label: '(?<case>[^/]+)_gt\\.nii' },
        ...{ phases: { from: 'frames', ed: 1, es: 3 }, spacingMm: { x: 2, y: 2, z: 5 } },
      },
    })
    const cine = volume(voxels(32, 1), voxels(32, 2), voxels(32, 3))
    const labels = volume(voxels(8, 500), voxels(0, 0), voxels(4, 500))
    const { cases } = await inspectDataset(folderWith({ 'x.nii': cine, 'x_gt.nii': labels }))
    expect(cases[0]).toMatchObject({
      phases: { ed: { frame: 1 }, es: { frame: 3 } },
      spacingMm: { x: 2, y: 2, z: 5 },
      volumesMl: { ed: { 'lv-cavity': (8 * 20) / 1000 }, es: { 'lv-cavity': (4 * 20) / 1000 } },
    })
  })
  test('with frames from a table that counts from 0', async () => {
    process.env.SEPTUM_WORKSPACE = workspaceWith({
      'a.json': {
        ...{ ...adapter, image: '(?<case>[^/]+)\\.nii', label: '(?<case>[^/]+)_gt\\.nii' },
        phases: { from: 'table', file: 'phases.csv', case: 'Code', ed: 'ED', es: 'ES', first: 0 },
      },
    })
    const cine = volume(voxels(32, 1), voxels(32, 2))
    const { cases } = await scanned(
      folderWith({ 'x.nii': cine, 'x_gt.nii': cine, 'phases.csv': 'Code,ED,ES\nx,1,0\n' }),
    )
    expect(cases).toMatchObject([{ name: 'x', ed: 1, es: 0, phases: 2 }])
  })
  test('a label value that it does not name is told, and the images open all the same', async () => {
    process.env.SEPTUM_WORKSPACE = workspaceWith({ 'a.json': adapter })
    const { cases } = await inspectDataset(
      folderWith({ ...files, 'NOR/anna/sa_ED_gt.nii': volume(voxels(8, 3)) }),
    )
    expect(cases[0]!.problems.join()).toContain('value 3')
  })
})

describe('an adapter that cannot be used says why', () => {
  const broken = (change: object) => ({ ...adapter, ...change })
  test.each([
    ['no JSON', '{', 'it is not JSON'],
    ['an unknown field', broken({ colour: 1 }), 'colour'],
    ['a structure that is none', broken({ labels: { 1: 'liver' } }), 'labels.1'],
    ['no group for the case', broken({ image: 'a\\.nii' }), '(?<case>…)'],
    ['a pattern that is none', broken({ image: '(?<case>a' }), 'image'],
    ['a pattern that could hang', broken({ image: '(?<case>(a+)+)x' }), 'repeats itself'],
    ['a pattern that looks around', broken({ label: '(?<case>.+)(?=x)' }), 'looks around'],
    ['a pattern that refers back', broken({ label: '(?<case>.+)\\1' }), 'refers back'],
    ['too long a pattern', broken({ image: `(?<case>${'a'.repeat(300)})` }), '200 characters'],
    ['too many repetitions', broken({ image: '(?<case>.*).*.*.*x' }), 'more than 3 times'],
  ])('%s', async (_, json, words) => {
    const [read] = await userAdapters(workspaceWith({ 'a.json': json }))
    expect(read!.adapter).toBeNull()
    expect(read!.fault!.code).toBe('ADAPTER_INVALID')
    expect(read!.fault!.message).toContain(words)
  })
  test('two files of one id are not both used; a scan tells of the one that is not', async () => {
    process.env.SEPTUM_WORKSPACE = workspaceWith({ 'a.json': adapter, 'b.json': adapter })
    const { refused } = await scanned(folderWith({ 'x/photo.nii': image }))
    expect(refused).toMatchObject([{ code: 'ADAPTER_INVALID', file: expect.stringContaining('b.json') }])
  })
})

test('no pattern that is let through takes long, whatever the path (hostile patterns)', () => {
  const pieces = [
    '(?<case>',
    ')',
    'a',
    'a*',
    'a+',
    '.*',
    '[ab]+',
    '(a|b)',
    '(a|b)*',
    '(aa)+',
    '{2,}',
    '?',
    '|',
    '\\d',
    'x',
  ]
  const pattern = fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(pattern, (text) => {
      if (patternFault(text)) return
      const began = process.cpuUsage().user
      new RegExp(`^(?:${text})$`).exec(`${'a'.repeat(150)}!`)
      expect((process.cpuUsage().user - began) / 1000).toBeLessThan(1500)
    }),
    { numRuns: 300 },
  )
})

test('only the end of a path is looked at, at most six parts of it', () => {
  const match = fileMatcher({ ...adapter, phases: { from: 'none' } } as never)
  expect(match(path.join('/very/deep', 'NOR', 'anna', 'sa_ED.nii'))).toMatchObject({
    ...{ kind: 'image', caseName: 'anna', phase: 'ED', group: 'NOR' },
  })
  expect(match('/anna/sa_ED.nii')).toBeNull()
})
