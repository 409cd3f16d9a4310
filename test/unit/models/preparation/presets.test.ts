import { describe, expect, test } from 'vitest'
import { preparationModes, preparationPresetIds, presetChain } from '#shared/domain/preparationPresets'
import { Preparation } from '#shared/domain/preparation'
import type { PreparationChain } from '#shared/domain/preparationStep'
import { preparedSize } from '#shared/domain/preparedSize'
import { preparedBySteps, prepareLabels, prepareVolume } from '#models/preparation/prepareVolume'
import { restoreProbabilities } from '#models/preparation/restoreLabels'
import { plainContext } from '#models/preparation/stepAction'

const grid = (rows: number, columns: number, slices = 2) => ({
  slices,
  rows,
  columns,
  spacingMm: { x: 1, y: 1, z: 10 },
})
const turned = { ...plainContext, turned: true }

/** Labels 1, 2 and 3 as a lopsided heart near the image centre: no flip or shift goes unseen. */
const heart = ({ slices, rows, columns }: ReturnType<typeof grid>) =>
  Uint8Array.from({ length: slices * rows * columns }, (_, i) => {
    const [x, y] = [(i % columns) - columns / 2, (Math.floor(i / columns) % rows) - rows / 2]
    const fromLeft = Math.hypot(x - 5, y - 3)
    return fromLeft < 12 ? 3 : fromLeft < 20 ? 2 : x < 5 && Math.hypot(x + 10, 1.4 * (y - 1)) < 25 ? 1 : 0
  })
const certain = (labels: Uint8Array) =>
  Float32Array.from({ length: 3 * labels.length }, (_, i) =>
    labels[Math.floor(i / 3)] === (i % 3) + 1 ? 1 : 0,
  )
/** The steps that move voxels; the intensities of a volume do not matter here. */
const geometry = ({ steps, restore }: PreparationChain, rows = 150, columns = 160): PreparationChain => ({
  restore,
  steps: steps
    .filter(({ step }) => !['n4', 'clahe', 'min-max', 'z-score', 'divide', 'select-slices'].includes(step))
    .map((step) => (step.step === 'roi-detect' ? { ...step, found: near(rows, columns) } : step)),
})
const near = (rows: number, columns: number) => ({
  ...{ row: rows / 2 - 6, column: columns / 2 + 3 },
  ...{ radiusRows: 30, radiusColumns: 30 },
})
const overlap = (a: Uint8Array, b: Uint8Array, label: number) => {
  const count = (labels: Uint8Array) => labels.filter((value) => value === label).length
  return (2 * a.filter((value, i) => value === label && b[i] === label).length) / (count(a) + count(b))
}

const sizes = [
  [138, 192],
  [139, 191],
  [161, 159],
  [256, 216],
] as const
const all = preparationPresetIds.flatMap((id) => preparationModes.map((mode) => [id, mode] as const))
/** Presets that move voxels in the same way are tried once. */
const ways = new Map(
  all.map(([id, mode]) => [JSON.stringify(geometry(presetChain(id, mode))), [id, mode]] as const),
)

describe('a perfect prediction comes back as the labels it was made of (X27)', () => {
  test.each([...ways.values()])(
    'through the geometry of preset %s, %s, at odd and even sizes',
    (id, mode) => {
      const preset = presetChain(id, mode)
      const resamples = preset.steps.some(({ step }) => step.startsWith('resample') || step === 'resize')
      for (const [rows, columns] of sizes) {
        const source = grid(rows, columns, 1)
        const labels = heart(source)
        const chain = geometry(preset, rows, columns)
        const { record } = preparedBySteps(new Float32Array(labels.length), source, chain, turned)
        const back = restoreProbabilities(certain(prepareLabels(labels, record).labels), record, 3)
        const wrong = back.filter((label, i) => label !== labels[i]).length
        if (!resamples) expect(wrong, `${rows} × ${columns}`).toBe(0)
        else
          for (const label of [1, 2, 3])
            expect(overlap(back, labels, label), `${rows} × ${columns}, label ${label}`).toBeGreaterThan(0.85)
      }
    },
  )
})

test('every image of a preset has the size that the preset says, whatever the size of its source', () => {
  for (const [id, mode] of ways.values()) {
    const chain = presetChain(id, mode)
    const size = preparedSize(chain.steps)
    for (const [rows, columns] of sizes.slice(0, 2)) {
      const source = grid(rows, columns, 5)
      const { record } = preparedBySteps(
        new Float32Array(5 * rows * columns),
        source,
        geometry(chain),
        plainContext,
      )
      expect([record.prepared.rows, record.prepared.columns], id).toEqual([size.side, size.side])
      expect(record.prepared.slices % size.sliceMultiple, id).toBe(0)
      if (size.slices !== null) expect(record.prepared.slices).toBe(size.slices)
      expect(JSON.parse(JSON.stringify(record))).toEqual(record)
    }
  }
})

test('a source that stands upside down is turned, any other is not, and predictions are turned back (P1)', () => {
  const source = grid(4, 4, 1)
  const image = Float32Array.from({ length: 16 }, (_, i) => i)
  const chain: PreparationChain = {
    steps: [{ step: 'rotate180', sources: 'turned' }],
    restore: 'probabilities',
  }
  expect([...preparedBySteps(image, source, chain, plainContext).values]).toEqual([...image])
  expect([...preparedBySteps(image, source, chain, turned).values]).toEqual([...image].reverse())
})

test('transposed images and their predictions go back to rows and columns (P2)', () => {
  const source = { ...grid(2, 3, 1), spacingMm: { x: 1, y: 2, z: 8 } }
  const chain: PreparationChain = {
    steps: [{ step: 'transpose' }, { step: 'crop-pad', side: 4, slices: null }],
    restore: 'probabilities',
  }
  const labels = Uint8Array.of(1, 2, 3, 3, 1, 2)
  const { record, values } = preparedBySteps(Float32Array.from(labels), source, chain, plainContext)
  expect([...values]).toEqual([0, 1, 3, 0, 0, 2, 1, 0, 0, 3, 2, 0, 0, 0, 0, 0])
  expect(record.prepared.spacingMm).toEqual({ x: 2, y: 1, z: 8 })
  expect([...restoreProbabilities(certain(prepareLabels(labels, record).labels), record, 3)]).toEqual([
    ...labels,
  ])
})

test('slices are padded to a multiple, with nought or with the last one, and cut off again (P14)', () => {
  const source = grid(1, 1, 3)
  for (const [beyond, expected] of [
    ['nought', [0, 0, 7, 8, 9, 0, 0, 0]],
    ['edge', [7, 7, 7, 8, 9, 9, 9, 9]],
  ] as const) {
    const steps = [{ step: 'pad-z', multiple: 8, with: beyond } as const]
    const { values } = preparedBySteps(
      Float32Array.of(7, 8, 9),
      source,
      { steps, restore: 'labels' },
      plainContext,
    )
    expect([...values]).toEqual(expected)
  }
})

test('slices without contours are left out as published, or kept and marked (P13)', () => {
  const source = grid(1, 1, 4)
  const context = { ...plainContext, contoured: [true, false, true, false] }
  const image = Float32Array.of(1, 2, 3, 4)
  const prepared = (unlabelled: 'dropped' | 'ignored') =>
    preparedBySteps(
      image,
      source,
      {
        steps: [
          { step: 'assemble', unlabelled },
          { step: 'pad-z', multiple: 6, with: 'nought' },
        ],
        restore: 'labels',
      },
      context,
    )
  expect([...prepared('dropped').values]).toEqual([0, 0, 1, 3, 0, 0])
  expect(prepared('ignored').record.ignored).toEqual([2, 4])
})

describe('the words of a preparation', () => {
  const faultOf = (given: unknown) => {
    const issue = Preparation.safeParse(given).error?.issues[0]
    return issue && [...issue.path, issue.message].join('.')
  }

  test('the old short form, a preset and steps are told apart, and each is faulted as itself', () => {
    expect(Preparation.parse({})).toMatchObject({ side: 160, spacingMm: 1.5 })
    expect(Preparation.parse({ preset: 'C5' })).toEqual({ preset: 'C5', mode: 'corrected' })
    expect(faultOf({ side: -3 })).toContain('side')
    expect(faultOf({ preset: 'C99' })).toContain('preset')
    expect(faultOf({ steps: [{ step: 'crop-pad', side: 0 }] })).toContain('steps.0.side')
  })

  test('steps that come to no one size are refused', () => {
    expect(faultOf({ steps: [{ step: 'min-max' }] })).toContain('no step gives the images one size')
  })

  test('the short form is a chain of steps: the same image comes out (C5 in short)', () => {
    const source = grid(30, 40, 1)
    const image = Float32Array.from({ length: 1200 }, (_, i) => (i * 7) % 900)
    const short = Preparation.parse({ spacingMm: 1.25, side: 24, intensity: 'min-max', clahe: 40 })
    const steps = Preparation.parse({
      steps: [
        { step: 'resample-in-plane', spacingMm: 1.25 },
        { step: 'crop-pad', side: 24 },
        { step: 'clahe', clip: 40, tiles: [1, 1] },
        { step: 'min-max' },
      ],
    })
    expect(prepareVolume(image, source, short)).toEqual(prepareVolume(image, source, steps))
  })
})
