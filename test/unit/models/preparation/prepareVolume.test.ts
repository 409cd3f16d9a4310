import { describe, expect, test } from 'vitest'
import { PlainPreparation } from '#shared/domain/preparation'
import { ledgerSum, ledgerWarnings } from '#models/preparation/labelLedger'
import { prepareLabels, prepareVolume } from '#models/preparation/prepareVolume'
import { restoreProbabilities } from '#models/preparation/restoreLabels'

const grid = (rows: number, columns: number, mm: number, slices = 2) => ({
  slices,
  rows,
  columns,
  spacingMm: { x: mm, y: mm, z: 10 },
})
const prepared = PlainPreparation.parse({ spacingMm: null, side: 160 })

/** Labels 1, 2 and 3 as nested discs about the image centre. */
const discs = ({ slices, rows, columns }: ReturnType<typeof grid>, radius: number) =>
  Uint8Array.from({ length: slices * rows * columns }, (_, i) => {
    const [x, y] = [i % columns, Math.floor(i / columns) % rows]
    const r = Math.hypot(x - columns / 2, y - rows / 2)
    return r < radius / 3 ? 3 : r < (2 * radius) / 3 ? 2 : r < radius ? 1 : 0
  })

/** A network that is sure of the truth. */
const certain = (labels: Uint8Array) =>
  Float32Array.from({ length: 3 * labels.length }, (_, i) =>
    labels[Math.floor(i / 3)] === (i % 3) + 1 ? 1 : 0,
  )

const truthOf = (source: ReturnType<typeof grid>, preparation: Parameters<typeof prepareVolume>[2]) => {
  const labels = discs(source, 30)
  const { record } = prepareVolume(new Float32Array(labels.length), source, preparation)
  return { labels, record, prepared: prepareLabels(labels, record) }
}

describe('a volume as a network takes it', () => {
  test('its brightest and darkest percent can be clipped, and each slice equalised before it is scaled (C5)', () => {
    const source = grid(100, 100, 1, 1)
    const ramp = Float32Array.from({ length: 10_000 }, (_, i) => i)
    const scaled = { ...prepared, side: 100, intensity: 'min-max' } as const
    const clipped = prepareVolume(ramp, source, { ...scaled, clipPercent: 1 }).values
    // Of 0 … 9999 one percent at either end: 100 values become 0, 100 become 1, and the middle stays in the middle.
    expect(clipped.filter((value) => value === 0)).toHaveLength(100)
    expect(clipped.filter((value) => value === 1)).toHaveLength(100)
    expect(clipped[5000]).toBeCloseTo(0.5, 3)

    const dark = ramp.map((value) => value ** 2 / 10_000)
    const plain = prepareVolume(dark, source, scaled).values
    const equalised = prepareVolume(dark, source, { ...scaled, clahe: 0 }).values
    const median = (values: Float32Array) => values.toSorted()[5000]!
    expect(median(plain)).toBeCloseTo(0.25, 2)
    expect(median(equalised)).toBeCloseTo(0.5, 1)
  })

  test('it has the size that was asked for, slice by slice mean 0 and SD 1, no value that is not a number', () => {
    const source = grid(100, 90, 2)
    const image = Float32Array.from(
      { length: 2 * 100 * 90 },
      (_, i) => ((i * 37) % 101) + (i > 9000 ? 500 : 0),
    )
    const { values, record } = prepareVolume(image, source, { ...prepared, spacingMm: 1.5 })
    expect(values).toHaveLength(2 * 160 * 160)
    expect(record.prepared).toEqual({
      slices: 2,
      rows: 160,
      columns: 160,
      spacingMm: { x: 1.5, y: 200 / 133, z: 10 },
    })
    for (const slice of [values.subarray(0, 160 * 160), values.subarray(160 * 160)]) {
      const mean = slice.reduce((sum, v) => sum + v, 0) / slice.length
      expect(mean).toBeCloseTo(0, 4)
      expect(slice.reduce((sum, v) => sum + (v - mean) ** 2, 0) / slice.length).toBeCloseTo(1, 3)
    }
    expect(JSON.parse(JSON.stringify(record))).toEqual(record)
  })

  test('a volume of another shape is refused', () => {
    expect(() => prepareVolume(new Float32Array(7), grid(3, 3, 1), prepared)).toThrow('7 voxels')
  })
})

describe('predictions back on the source grid (X27, features F-PP-4)', () => {
  const sizes = [
    [138, 192],
    [139, 191],
    [192, 138],
    [256, 256],
    [255, 257],
    [160, 160],
    [161, 159],
    [512, 512],
  ] as const

  test.each(sizes)(
    'a perfect prediction of a %i × %i image gives its labels back, pixel by pixel',
    (rows, columns) => {
      const { labels, record, prepared: net } = truthOf(grid(rows, columns, 1.4, 1), prepared)
      const back = restoreProbabilities(certain(net.labels), record, 3)
      expect(back).toHaveLength(labels.length)
      expect(back.findIndex((label, i) => label !== labels[i])).toBe(-1)
    },
  )

  test.each(sizes)(
    'so it does after resampling of %i × %i, but for the outermost pixels of each disc',
    (rows, columns) => {
      const mm = (1.5 * 160) / Math.max(rows, columns, 160)
      const {
        labels,
        record,
        prepared: net,
      } = truthOf(grid(rows, columns, mm, 1), { ...prepared, spacingMm: 1.5 })
      const back = restoreProbabilities(certain(net.labels), record, 3)
      for (const label of [1, 2, 3]) {
        const [there, both] = [labels, back].map((l) => l.filter((v) => v === label).length)
        const shared = labels.filter((v, i) => v === label && back[i] === label).length
        expect((2 * shared) / (there! + both!)).toBeGreaterThan(0.9)
      }
    },
  )

  test('a pixel is background unless some channel reaches one half; channels may stand for any labels', () => {
    const { record } = prepareVolume(new Float32Array(4), grid(2, 2, 1, 1), { ...prepared, side: 2 })
    const probabilities = Float32Array.of(0.49, 0.4, 0.5, 0.2, 0.6, 0.7, 0.8, 0.8)
    expect([...restoreProbabilities(probabilities, record, 2)]).toEqual([0, 1, 2, 1])
    expect([...restoreProbabilities(probabilities, record, 2, [3, 2])]).toEqual([0, 3, 2, 3])
    expect(() => restoreProbabilities(probabilities, record, 3)).toThrow('8 probabilities')
  })

  test('under a softmax a structure has to reach what is left for the background, not one half (networks Q12)', () => {
    const { record } = prepareVolume(new Float32Array(4), grid(2, 2, 1, 1), { ...prepared, side: 2 })
    const probabilities = Float32Array.of(0.36, 0.34, 0.3, 0.28, 0.45, 0, 0, 0)
    // 0.30, 0.42, 0.55 and 1 are the background's
    expect([...restoreProbabilities(probabilities, record, 2, [1, 2], 'background')]).toEqual([1, 0, 0, 0])
    expect([...restoreProbabilities(probabilities, record, 2, [1, 2], 'half')]).toEqual([0, 0, 0, 0])
  })

  test('outside the crop there is background', () => {
    const { record } = prepareVolume(new Float32Array(36), grid(6, 6, 1, 1), { ...prepared, side: 2 })
    const back = restoreProbabilities(new Float32Array(4).fill(1), record, 1)
    expect(back.reduce((sum, label) => sum + label, 0)).toBe(4)
    expect([back[14], back[15], back[20], back[21]]).toEqual([1, 1, 1, 1])
  })
})

describe('what the crop costs (features F-PP-3, F-PP-5)', () => {
  const nameOf = (label: number) => ['', 'RV cavity', 'LV myocardium', 'LV cavity'][label]!

  test('nothing is lost where the hearts fit', () => {
    const { ledger } = truthOf(grid(256, 256, 1), prepared).prepared
    expect(ledger.map(({ label, lostPixels }) => [label, lostPixels])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
    ])
    expect(ledger.every((line) => line.sourcePixels === line.resampledPixels)).toBe(true)
    expect(ledgerWarnings(ledger, nameOf)).toEqual([])
  })

  test('cut pixels are counted label by label, and a structure that vanishes is named', () => {
    const labels = new Uint8Array(36)
    labels[14] = 3
    labels[0] = 1
    labels.fill(2, 12, 14)
    labels[20] = 2
    const { record } = prepareVolume(new Float32Array(36), grid(6, 6, 1, 1), { ...prepared, side: 2 })
    const { ledger } = prepareLabels(labels, record)
    expect(ledger).toEqual([
      { label: 1, sourcePixels: 1, resampledPixels: 1, lostPixels: 1 },
      { label: 2, sourcePixels: 3, resampledPixels: 3, lostPixels: 2 },
      { label: 3, sourcePixels: 1, resampledPixels: 1, lostPixels: 0 },
    ])
    expect(ledgerWarnings(ledger, nameOf)).toEqual([
      'RV cavity vanished in the preparation',
      'The crop cuts 2 pixels of LV myocardium (66.7 %)',
    ])
    expect(ledgerSum([ledger, ledger])[1]).toEqual({
      label: 2,
      sourcePixels: 6,
      resampledPixels: 6,
      lostPixels: 4,
    })
  })
})
