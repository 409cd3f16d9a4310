import fc from 'fast-check'
import { ignoredLabel } from '#shared/domain/structures'
import { describe, expect, test } from 'vitest'
import { AugmentationChoice, Transform, augmentationPresets } from '#shared/domain/augmentation'
import { augmented, stepsOf } from '#models/augmentation/augmented'
import { turned } from '#models/augmentation/affine'
import { bent } from '#models/augmentation/bSpline'
import { splineCoefficients } from '#models/augmentation/cubicSpline'
import { gaussianFiltered } from '#models/augmentation/gaussianFilter'
import { resampled } from '#models/augmentation/resampled'
import { greyStatistics, type Sample } from '#models/augmentation/sample'
import type { z } from '#shared/domain/schema'

const spacingMm = { x: 1, y: 1 }
const plane = (image: readonly number[], labels: readonly number[] = image): Sample => ({
  image: Float32Array.from(image),
  labels: Uint8Array.from(labels),
  side: Math.sqrt(image.length),
  spacingMm,
})
const nine = plane([1, 2, 3, 4, 5, 6, 7, 8, 9])
/** A bright blob off the centre of 32 × 32, on a faint slope; labels 1 and 3. */
const side = 32
const heart: Sample = {
  ...{ side, spacingMm },
  image: Float32Array.from({ length: 2 * side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side) % side]
    return 3 * Math.exp(-((x - 18) ** 2 + (y - 14) ** 2) / 40) + x / 100
  }),
  labels: Uint8Array.from({ length: 2 * side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side) % side]
    const r = Math.hypot(x - 18, y - 14)
    return r < 4 ? 3 : r < 7 ? 1 : 0
  }),
}
type Step = z.input<typeof Transform>
const step = (given: Step): Transform => Transform.parse(given)
const once = (sample: Sample, given: Step, seed = 1) =>
  augmented(sample, [step(given)], { seed, epoch: 1, sample: 0 })
/** All nine-pixel outcomes of a step over many seeds, as texts, with how often each came. */
function outcomes(given: Step, seeds: number): Map<string, number> {
  const seen = new Map<string, number>()
  for (let seed = 0; seed < seeds; seed++) {
    const text = [...once(nine, given, seed).image].map((v) => Math.round(v)).join('')
    seen.set(text, (seen.get(text) ?? 0) + 1)
  }
  return seen
}

describe('exact on a grid of nine pixels', () => {
  test('a mirror gives four pictures, each a quarter of the time; its labels go along (networks D5)', () => {
    const seen = outcomes({ op: 'mirror' }, 800)
    expect([...seen.keys()].toSorted()).toEqual(['123456789', '321654987', '789456123', '987654321'])
    for (const count of seen.values()) expect(Math.abs(count / 800 - 0.25)).toBeLessThan(0.06)
    const turnedOver = once(nine, { op: 'mirror' }, 3)
    expect([...turnedOver.labels]).toEqual([...turnedOver.image])
  })

  test('a mirror through plane turns the order of the slices', () => {
    const stack: Sample = { ...plane([1]), image: Float32Array.of(1, 2, 3), labels: Uint8Array.of(1, 2, 3) }
    const seen = new Set<string>()
    for (let seed = 0; seed < 20; seed++)
      seen.add(String(once(stack, { op: 'mirror', axes: ['z'] }, seed).image))
    expect([...seen].toSorted()).toEqual(['1,2,3', '3,2,1'])
  })

  test('right angles and flips give the eight pictures of a square (S0, Caffe)', () => {
    const seen = outcomes({ op: 'affine', rightAngles: true, flip: true, order: 0 }, 800)
    expect(seen.size).toBe(8)
    for (const count of seen.values()) expect(Math.abs(count / 800 - 0.125)).toBeLessThan(0.05)
  })

  test('a shift of one pixel brings in the edge, the mirrored image or nought', () => {
    const shifted = (border: 'edge' | 'symmetric' | 'zero', by: number) =>
      [...once(nine, { op: 'affine', translationPx: [by, by], order: 1, border }).image].join('')
    expect(shifted('edge', 1)).toBe('112112445')
    expect(shifted('zero', 1)).toBe('000012045')
    expect(shifted('edge', 2)).toBe('111111111')
    expect(shifted('symmetric', 2)).toBe('544211211')
  })

  test('a scale of one half fills up below and to the right with the mean grey, which no loss counts (S1, label 255)', () => {
    const four = plane(Array.from({ length: 16 }, (_, i) => i))
    const half = once(four, { op: 'scale-crop', factors: [0.5] })
    expect([...half.image]).toEqual([2.5, 4.5, 7.5, 7.5, 10.5, 12.5, 7.5, 7.5, ...Array(8).fill(7.5)])
    const filled = [2, 3, 6, 7, ...Array.from({ length: 8 }, (_, i) => 8 + i)]
    expect(filled.map((i) => half.labels[i])).toEqual(filled.map(() => ignoredLabel))
    expect([...half.labels].filter((label) => label !== ignoredLabel)).toHaveLength(4)
  })

  test('motion moves some planes by whole pixels and leaves the rest alone (networks D5)', () => {
    const planes = 400
    const stack: Sample = {
      ...nine,
      image: Float32Array.from({ length: 9 * planes }, () => 7),
      labels: new Uint8Array(9 * planes).fill(2),
    }
    const moved = once(stack, { op: 'motion', share: 0.25, sdPx: 20 })
    let touched = 0
    for (let i = 0; i < planes; i++) if (moved.image.subarray(9 * i, 9 * i + 9).includes(0)) touched++
    expect(Math.abs(touched / planes - 0.25)).toBeLessThan(0.07)
    expect([...new Set(moved.image)].toSorted()).toEqual([0, 7])
    expect(moved.image.every((value, i) => (value === 7) === (moved.labels[i] === 2))).toBe(true)
  })
})

describe('known by formula', () => {
  test('a cubic spline goes through its samples and follows a cubic between them', () => {
    const cubic = (x: number) => (x - 16) ** 3 / 100 - (x - 16) ** 2 / 10 + x
    const given = plane(
      Array.from({ length: side * side }, (_, i) => cubic(i % side)),
      Array(side * side).fill(0),
    )
    const u = Float32Array.from({ length: side * side }, (_, i) => Math.min(20, 12 + (i % side) / 4))
    const v = Float32Array.from({ length: side * side }, () => 15.5)
    const out = resampled(given, { u, v }, { order: 3, border: 'edge' })
    out.image.forEach((value, i) => expect(value).toBeCloseTo(cubic(u[i]!), 2))
    const coefficients = splineCoefficients(given.image, side)
    const at = 5 * side + 16
    expect((coefficients[at - 1]! + 4 * coefficients[at]! + coefficients[at + 1]!) / 6).toBeCloseTo(
      cubic(16),
      3,
    )
  })

  test('all control points moved alike shift the whole plane; a linear change of them shears it (B-spline)', () => {
    const [dx, dy] = [new Float64Array(25).fill(3), new Float64Array(25).map((_, i) => i % 5)]
    const { u, v } = bent(8, 2, dx, dy)
    expect([...u.subarray(0, 8)]).toEqual([3, 4, 5, 6, 7, 8, 9, 10].map((x) => expect.closeTo(x, 5)))
    const rise = v[1]! - v[0]!
    for (let x = 1; x < 8; x++) expect(v[x]! - v[x - 1]!).toBeCloseTo(rise, 4)
    expect(rise).toBeCloseTo(2 / 8, 4) // two cells, one unit each, over eight pixels
  })

  test('a Gaussian of σ 2 has unit sum, variance 4, and keeps a constant inside', () => {
    const point = new Float32Array(33 * 33)
    point[16 * 33 + 16] = 1
    const blurred = gaussianFiltered(point, 33, 2, 'zero')
    const moment = (power: number) =>
      blurred.reduce((sum, value, i) => sum + value * ((i % 33) - 16) ** power, 0)
    expect(moment(0)).toBeCloseTo(1, 4)
    expect(moment(2)).toBeCloseTo(4, 1)
    const flat = gaussianFiltered(new Float32Array(81).fill(5), 9, 1, 'edge')
    for (const value of flat) expect(value).toBeCloseTo(5, 4)
  })

  test('a rotation on pixels twice as high as wide is one in mm', () => {
    const tall = { ...nine, spacingMm: { x: 1, y: 2 } }
    const still = { degrees: 90, zoom: 1, shift: { x: 0, y: 0 }, flipX: false, flipY: false }
    const { u, v } = turned(tall, still)
    // The pixel right of the centre, 1 mm away, shows what lay 1 mm above or below it: half a pixel.
    expect(Math.abs(v[5]! - 1)).toBeCloseTo(0.5, 5)
    expect(u[5]).toBeCloseTo(1, 5)
  })

  test('gamma of a half is the root; of the inverted image it is one minus the root of the rest', () => {
    const ramp = plane([0, 0.25, 0.5, 1], [0, 0, 0, 0])
    const close = (values: number[]) => values.map((value) => expect.closeTo(value, 5))
    const root = { op: 'gamma' as const, gamma: [0.5, 0.5] as [number, number] }
    expect([...once(ramp, root).image]).toEqual(close([0, 0.5, Math.SQRT1_2, 1]))
    expect([...once(ramp, { ...root, inverted: true }).image]).toEqual(
      close([0, 1 - Math.sqrt(0.75), 1 - Math.SQRT1_2, 1]),
    )
    const kept = greyStatistics(once(heart, { ...root, keepStatistics: true }).image)
    const before = greyStatistics(heart.image)
    expect([kept.mean, kept.sd]).toEqual([expect.closeTo(before.mean, 4), expect.closeTo(before.sd, 4)])
  })

  test('noise has the variance asked for, brightness multiplies, contrast keeps the range', () => {
    const noisy = once(heart, { op: 'noise', variance: [0.04, 0.04] })
    const apart = noisy.image.map((value, i) => value - heart.image[i]!)
    expect(greyStatistics(apart).sd).toBeCloseTo(0.2, 1)
    const bright = once(heart, { op: 'brightness', factor: [2, 2] }).image
    expect(bright[500]).toBeCloseTo(2 * heart.image[500]!, 5)
    const strong = greyStatistics(once(heart, { op: 'contrast', factor: [3, 3] }).image)
    const { least, most } = greyStatistics(heart.image)
    expect([strong.least, strong.most]).toEqual([least, most])
  })

  test('low resolution keeps a plane of one grey and takes fine stripes away', () => {
    const stripes = plane(
      Array.from({ length: 1024 }, (_, i) => (i % 2) + 1),
      Array(1024).fill(0),
    )
    const coarse = once(stripes, { op: 'low-resolution', factor: [0.5, 0.5] })
    expect(greyStatistics(coarse.image).sd).toBeLessThan(0.01)
    expect(once(stripes, { op: 'low-resolution', factor: [1, 1] })).toBe(stripes)
  })
})

describe('drawn as published', () => {
  test("S0's angles lie evenly over the whole circle (networks D1)", () => {
    // A point right of the centre shows by where it goes how far the plane was turned.
    const marked = plane(
      Array.from({ length: 41 * 41 }, (_, i) => (i === 20 * 41 + 38 ? 1 : 0)),
      Array(41 * 41).fill(0),
    )
    const quarters = [0, 0, 0, 0]
    const seeds = 400
    for (let seed = 0; seed < seeds; seed++) {
      const { image } = once(marked, { op: 'affine', rotationDegrees: [-180, 180], order: 1 }, seed)
      const at = image.indexOf(Math.max(...image))
      const angle = Math.atan2(Math.floor(at / 41) - 20, (at % 41) - 20)
      quarters[Math.min(3, Math.floor(((angle + Math.PI) / (2 * Math.PI)) * 4))]!++
    }
    for (const count of quarters) expect(Math.abs(count / seeds - 0.25)).toBeLessThan(0.08)
  })

  test("S2's coin leaves half of the slices unchanged; Isensee's deformation a third (networks D3, D5)", () => {
    const unchanged = (id: 'A-S2' | 'A-ACDC-2D') => {
      const steps = stepsOf(id).filter(({ op }) => op !== 'mirror')
      let same = 0
      for (let sample = 0; sample < 300; sample++)
        if (augmented(heart, steps, { seed: 1, epoch: 1, sample }) === heart) same++
      return same / 300
    }
    expect(Math.abs(unchanged('A-S2') - 0.5)).toBeLessThan(0.09)
    expect(Math.abs(unchanged('A-ACDC-2D') - 0.33)).toBeLessThan(0.09)
  })

  test("Isensee's schedule grows milder: of its three deformations one is due in each epoch", () => {
    const due = (epoch: number) =>
      stepsOf('A-ACDC-2D').filter(
        ({ epochs }) => !epochs || (epochs[0] <= epoch && epoch <= (epochs[1] ?? Infinity)),
      )
    for (const [epoch, alpha] of [
      [1, 350],
      [100, 350],
      [101, 250],
      [125, 250],
      [126, 150],
      [300, 150],
    ] as const)
      expect(due(epoch)).toMatchObject([
        { op: 'mirror' },
        { op: 'elastic', alphaPx: [expect.any(Number), alpha] },
      ])
  })
})

describe('whatever is drawn', () => {
  const anyPreset = fc.constantFrom(...augmentationPresets)
  const draws = fc.record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    epoch: fc.integer({ min: 1, max: 200 }),
    sample: fc.nat(1000),
  })

  test('labels keep their values (X25), the image its size, the sample itself stays as it was', () => {
    const before = { image: heart.image.slice(), labels: heart.labels.slice() }
    fc.assert(
      fc.property(anyPreset, draws, (id, draw) => {
        const out = augmented(heart, stepsOf(id), draw)
        expect(out.labels.every((label) => [0, 1, 3, ignoredLabel].includes(label))).toBe(true)
        expect(out.image.length).toBe(heart.image.length)
        expect(out.image.every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 60 },
    )
    expect({ image: heart.image, labels: heart.labels }).toEqual(before)
  })

  test('the same seed, epoch and sample give the same picture', () => {
    fc.assert(
      fc.property(anyPreset, draws, (id, draw) => {
        expect(augmented(heart, stepsOf(id), draw)).toEqual(augmented(heart, stepsOf(id), draw))
      }),
      { numRuns: 20 },
    )
  })

  test('all slices of a volume are deformed alike', () => {
    const spatial = stepsOf('A-ACDC-3D').filter(({ op }) => op === 'elastic' || op === 'mirror')
    for (let sample = 0; sample < 5; sample++) {
      const { image, labels } = augmented(heart, spatial, { seed: 2, epoch: 1, sample })
      expect(image.subarray(0, side * side)).toEqual(image.subarray(side * side))
      expect(labels.subarray(0, side * side)).toEqual(labels.subarray(side * side))
    }
  })

  test('an elastic deformation moves the heart and keeps it whole', () => {
    const area = (labels: Uint8Array) => labels.filter((label) => label > 0).length
    const before = area(heart.labels)
    for (let seed = 0; seed < 10; seed++) {
      const gentle: Step = { op: 'elastic', alphaPx: [30, 30], sigmaPx: [4, 4] }
      const out = once(heart, gentle, seed)
      expect(out.labels).not.toEqual(heart.labels)
      expect(Math.abs(area(out.labels) / before - 1)).toBeLessThan(0.35)
    }
  })

  test('what stands later in a list does not change what stands before it', () => {
    const first = step({ op: 'affine', rotationDegrees: [-20, 20] })
    const draw = { seed: 4, epoch: 2, sample: 9 }
    const alone = augmented(heart, [first], draw)
    const followed = augmented(heart, [first, step({ op: 'brightness', factor: [2, 2] })], draw)
    expect(followed.labels).toEqual(alone.labels)
    expect(followed.image[300]).toBeCloseTo(2 * alone.image[300]!, 4)
  })
})

describe('as written in an experiment', () => {
  test('the short form, a published id, steps and none are read', () => {
    expect(stepsOf(AugmentationChoice.parse({ rotationDegrees: 5 }))).toMatchObject([
      { op: 'everyday', rotationDegrees: 5, probability: 0.8 },
    ])
    expect(stepsOf(AugmentationChoice.parse('A-S2'))).toMatchObject([{ op: 'affine', probability: 0.5 }])
    expect(stepsOf(AugmentationChoice.parse([{ op: 'mirror' }]))).toMatchObject([{ axes: ['x', 'y'] }])
    expect(stepsOf(AugmentationChoice.parse(null))).toEqual([])
    for (const id of augmentationPresets) expect(() => stepsOf(id)).not.toThrow()
  })

  test('a mistake is told where it is', () => {
    const told = (given: unknown) => {
      const { error } = AugmentationChoice.safeParse(given)
      return `${error?.issues[0]?.path.join('.')}: ${error?.issues[0]?.message}`
    }
    expect(told({ rotation: 5 })).toMatch(/^: .*rotation/)
    expect(told('A-S9')).toMatch(/A-S0-SB/)
    expect(told([{ op: 'mirror' }, { op: 'blur', sigmaPx: [2, 1] }])).toBe(
      '1.sigmaPx: the first number is larger than the second',
    )
    expect(told([{ op: 'warp' }])).toMatch(/^0.op/)
  })
})
