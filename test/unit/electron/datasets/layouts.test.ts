import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspectDataset } from '#electron/datasets/inspectDataset'
import { openCase } from '#electron/datasets/openCase'
import { scanFolder } from '#electron/datasets/scanFolder'
import { makePhantoms } from '#electron/phantoms/makePhantoms'
import { phantomLayoutIds, type PhantomLayoutId } from '#shared/domain/phantom'
import { regions, type RegionId } from '#shared/domain/structures'
import { LayoutId, type CaseSource, type Refusal } from '#shared/domain/study'
import { regionMask } from '#shared/geometry/regionMask'
import { folderWith } from '../../../fixtures/folders'
import { needing, realData } from '../../../fixtures/realData'

interface TruthCase {
  readonly id: string
  readonly frames: { readonly ed: number; readonly es: number }
  /** Areas by formula of the slices that the layout labels × their pitch. */
  readonly labelled: Readonly<Record<Figure, number>>
}
type Figure = 'edvMl' | 'esvMl' | 'rvEdvMl' | 'rvEsvMl' | 'myocardiumMl'
const figures: Readonly<Record<'ed' | 'es', readonly (readonly [RegionId, Figure])[]>> = {
  ed: [
    ['lv-cavity', 'edvMl'],
    ['rv-cavity', 'rvEdvMl'],
    ['lv-myocardium', 'myocardiumMl'],
  ],
  es: [
    ['lv-cavity', 'esvMl'],
    ['rv-cavity', 'rvEsvMl'],
  ],
}

/** The layout of the adapter that reads a phantom. */
const readAs = (layout: PhantomLayoutId): LayoutId =>
  LayoutId.safeParse(layout.replace(/-l\d$/, '')).data ?? (layout.startsWith('nifti') ? 'nifti' : 'dicom')

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

const percentOff = (found: number | undefined, truth: number): number =>
  100 * Math.abs((found ?? 0) / truth - 1)

function dice(a: Uint8Array, b: Uint8Array, label: number): number {
  let both = 0
  let sum = 0
  a.forEach((value, i) => {
    sum += Number(value === label) + Number(b[i] === label)
    both += Number(value === label && b[i] === label)
  })
  return sum === 0 ? 1 : (2 * both) / sum
}

const hearts = phantomLayoutIds.filter((id) => id !== 'freesurfer' && id !== 'image-mask')

describe.each(hearts)('a phantom heart in the layout %s', (layout) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'septum-test-'))
  let truth = ''
  beforeAll(async () => {
    ;({ truth } = await makePhantoms({ layout, patients: 1, seed: 7, out: folder }))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('is recognised, and brings its frames, its labels and their volumes within 1 % of the truth of its slices (X10, X22, X23)', async () => {
    const [known] = (JSON.parse(readFileSync(truth, 'utf8')) as { cases: TruthCase[] }).cases
    const { layout: found, cases, summary } = await inspectDataset(folder)
    expect([found, cases.length]).toEqual([readAs(layout), 1])
    if (found === layout) expect(summary.citation).not.toBe('')
    const [read] = cases
    // A mask without a cavity (the apex) is none that LV-2011's rule takes.
    if (layout === 'lvsc') expect(read!.problems.join()).toMatch(/^\d+ masks are no closed ring/)
    else expect(read!.problems).toEqual([])
    // One image is no heart beat, whatever it shows.
    const still = layout === 'decathlon'
    expect(read!.phases).toEqual(
      still
        ? { ed: null, es: null, still: { frame: 1 } }
        : { ed: { frame: known!.frames.ed }, es: { frame: known!.frames.es } },
    )
    const measured = { ed: (still ? read!.volumesMl.still : read!.volumesMl.ed)!, es: read!.volumesMl.es }
    for (const phase of ['ed', 'es'] as const) {
      const volumes = measured[phase]
      if (phase === 'ed') expect(Object.keys(volumes).length).toBeGreaterThan(0)
      for (const [region, figure] of figures[phase])
        if (volumes[region] !== undefined)
          expect(percentOff(volumes[region], known!.labelled[figure]), `${region} at ${phase}`).toBeLessThan(
            1,
          )
    }
  })

  test('has its contours where its masks are: drawn again they agree to Dice 0.99 or more (X4, X33)', async () => {
    const { cases } = await scanned(folder)
    const reader = await openCase(cases[0]!)
    const { grid, imported } = reader.opened
    const ed = reader.opened.ed ?? 0
    const masks = (await reader.labels(ed))!
    const drawn = new Uint8Array(masks.length)
    const size = grid.rows * grid.columns
    for (let slice = 0; slice < grid.slices; slice++) {
      // Papillary muscles are shown, and belong to the cavity in masks.
      const drawnHere = imported.filter(({ boundary }) => boundary !== 'papillary')
      const here = drawnHere.filter((contour) => contour.phase === ed && contour.slice === slice)
      drawn.set(regionMask(here, grid.columns, grid.rows), slice * size)
    }
    const labelled: RegionId[] = reader.labelledRegions(ed)
    expect(labelled.length).toBeGreaterThan(0)
    for (const id of labelled) expect(dice(masks, drawn, regions[id].label)).toBeGreaterThanOrEqual(0.99)
  })
})

const formats = needing('formats')
const table = (file: string): Record<string, string>[] => {
  const [heads, ...rows] = readFileSync(path.join(realData, 'formats', file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  return rows.map((row) => Object.fromEntries(heads!.map((head, i) => [head, row[i] ?? ''])))
}

describe('real files of the challenges', () => {
  test.skipIf(formats.missing)(
    `M&Ms: labels in another order (X23), volumes of truth.csv within 1 %, and a case without images refused${formats.because}`,
    async () => {
      const { cases, refused } = await scanned(path.join(realData, 'formats', 'mnms'))
      expect(cases).toMatchObject([{ name: 'H1N8S6', layout: 'mnms', phases: 2, ed: 0, es: 1 }])
      expect(refused).toMatchObject([{ code: 'CASE_INCOMPLETE' }])
      const reader = await openCase(cases[0]!)
      expect(reader.problems).toEqual([])
      expect(reader.opened.grid.spacingMm.z).toBeCloseTo(9.6, 4)
      const region = { LV: 'lv-cavity', MYO: 'lv-myocardium', RV: 'rv-cavity' } as const
      for (const row of table('mnms/truth.csv').filter(({ gt }) => gt!.startsWith('better'))) {
        const found = reader.volumesMl(row.gt!.includes('_ED_') ? 0 : 1)
        const id = region[row.structure as keyof typeof region]
        expect(percentOff(found[id], Number(row.gt_ml))).toBeLessThan(0.01)
      }
    },
  )
  test.skipIf(formats.missing)(
    `RVSC 2012: six contours on their slices and phases, counted from 0 (X22), areas of truth.csv within 1 %${formats.because}`,
    async () => {
      const folder = folderWith()
      cpSync(path.join(realData, 'formats', 'rvsc2012'), path.join(folder, 'patient09'), { recursive: true })
      execFileSync('tar', [
        '-xJf',
        path.join(folder, 'patient09', 'P09dicom.tar.xz'),
        '-C',
        path.join(folder, 'patient09'),
      ])
      const { cases } = await scanned(folder)
      expect(cases).toMatchObject([{ name: 'P09', layout: 'rvsc', labelled: ['rv-endo', 'rv-epi'] }])
      const { opened } = await openCase(cases[0]!)
      const { contourAreaMm2 } = await import('#shared/geometry/polygon')
      for (const row of table('rvsc2012/truth.csv')) {
        const contour = opened.imported.find(({ author }) => author === row.contour_file)!
        expect(
          percentOff(contourAreaMm2(contour.rings, opened.grid.spacingMm), Number(row.area_mm2)),
        ).toBeLessThan(1)
      }
    },
  )
  test.skipIf(formats.missing)(
    `nnU-Net raw: two frames of one patient are ED and ES of one case${formats.because}`,
    async () => {
      const { cases, layout } = await inspectDataset(path.join(realData, 'formats', 'nnunet-raw'))
      expect(layout).toBe('nnunet')
      expect(cases).toMatchObject([
        { id: 'patient090', problems: [], phases: { ed: { frame: 4 }, es: { frame: 11 } } },
      ])
      const truth = readFileSync(path.join(realData, 'acdc', 'truth.csv'), 'utf8').split('\n')
      const heads = truth[0]!.split(',')
      const row = truth.find((line) => line.startsWith('patient090'))!.split(',')
      const of = (name: string): number => Number(row[heads.indexOf(name)])
      expect(percentOff(cases[0]!.volumesMl.ed['lv-cavity'], of('lv_ed_ml'))).toBeLessThan(0.1)
    },
  )
})
