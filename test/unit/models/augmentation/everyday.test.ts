import { describe, expect, test } from 'vitest'
import { Augmentation } from '#shared/domain/augmentation'
import { mixedSeed, seededRandom } from '#shared/domain/random'
import { everyday } from '#models/augmentation/everyday'
import { normalQuantiles } from '#models/augmentation/normalQuantiles'

const side = 40
const square = { x: 1.5, y: 1.5 }
const still = Augmentation.parse({
  probability: 1,
  rotationDegrees: 0,
  translationMm: 0,
  zoom: [1, 1],
  contrast: 0,
  gamma: 0,
  noise: 0,
})
/** An off-centre block of label 2 on a ramp. */
const image = Float32Array.from({ length: side * side }, (_, i) => (i % side) / 10 + Math.floor(i / side) / 7)
const labels = Uint8Array.from({ length: side * side }, (_, i) => {
  const [x, y] = [i % side, Math.floor(i / side)]
  return x >= 20 && x < 32 && y >= 14 && y < 22 ? 2 : 0
})
const run = (augmentation: Augmentation, seed = 5, spacing = square) =>
  everyday({ image, labels, side, spacingMm: spacing }, augmentation, seededRandom(seed))
const area = (mask: Uint8Array) => mask.filter((label) => label > 0).length
const middle = (mask: Uint8Array) => {
  const places = [...mask.keys()].filter((i) => mask[i])
  const mean = (of: (i: number) => number) => places.reduce((sum, i) => sum + of(i), 0) / places.length
  return { x: mean((i) => i % side) - (side - 1) / 2, y: mean((i) => Math.floor(i / side)) - (side - 1) / 2 }
}

describe('a training slice changed at random', () => {
  test('the same seed, epoch and sample give the same slice; another sample another', () => {
    const augmentation = Augmentation.parse({ probability: 1 })
    const at = (epoch: number, sample: number) => run(augmentation, mixedSeed(7, epoch, sample))
    expect(at(3, 4)).toEqual(at(3, 4))
    expect(at(3, 5).image).not.toEqual(at(3, 4).image)
    expect(at(4, 4).image).not.toEqual(at(3, 4).image)
  })

  test('with nothing to change, or by the toss of the coin, it comes back as it was', () => {
    for (const augmentation of [still, { ...Augmentation.parse({}), probability: 0 }]) {
      const out = run(augmentation)
      expect(out.labels).toEqual(labels)
      expect(out.image.findIndex((value, i) => Math.abs(value - image[i]!) > 1e-5)).toBe(-1)
    }
  })

  test('the coin falls as often as asked', () => {
    const coin = Augmentation.parse({ probability: 0.3, noise: 0.1 })
    let changed = 0
    for (let seed = 0; seed < 300; seed++) if (run(coin, seed).image.some((v, i) => v !== image[i])) changed++
    expect(changed / 300).toBeGreaterThan(0.2)
    expect(changed / 300).toBeLessThan(0.4)
  })

  test('labels keep their values and go where the image goes (X25)', () => {
    const marked = Float32Array.from(labels)
    for (let seed = 0; seed < 20; seed++) {
      const turned = {
        ...still,
        rotationDegrees: 30,
        translationMm: 5,
        zoom: [0.8, 1.2] as [number, number],
        flip: true,
      }
      const out = everyday({ image: marked, labels, side, spacingMm: square }, turned, seededRandom(seed))
      expect([...new Set(out.labels)].toSorted()).toEqual([0, 2])
      // The nearest of four pixels holds at least a quarter of the linear value.
      const apart = out.image.filter((value, i) => Math.abs(value - out.labels[i]!) > 1.51).length
      expect(apart).toBe(0)
    }
  })

  test('a shift is in mm, at most what was allowed', () => {
    const before = middle(labels)
    let farthest = 0
    for (let seed = 0; seed < 60; seed++) {
      const after = middle(run({ ...still, translationMm: 6 }, seed, { x: 1.5, y: 3 }).labels)
      expect(Math.abs(after.x - before.x)).toBeLessThanOrEqual(6 / 1.5 + 0.5)
      expect(Math.abs(after.y - before.y)).toBeLessThanOrEqual(6 / 3 + 0.5)
      farthest = Math.max(farthest, Math.abs(after.x - before.x))
    }
    expect(farthest).toBeGreaterThan(3)
  })

  test('a zoom grows areas by its square about the centre, a rotation keeps them and the distance from the centre', () => {
    const large = run({ ...still, zoom: [1.5, 1.5] })
    expect(area(large.labels) / area(labels)).toBeCloseTo(2.25, 0)
    const turned = run({ ...still, rotationDegrees: 90 }, 11)
    expect(area(turned.labels) / area(labels)).toBeCloseTo(1, 1)
    const radius = ({ x, y }: { x: number; y: number }) => Math.hypot(x, y)
    expect(Math.abs(radius(middle(turned.labels)) - radius(middle(labels)))).toBeLessThan(0.5)
  })

  test('a rotation is one in mm on pixels that are not square', () => {
    const mm = { x: 1, y: 2 }
    const lengthMm = (p: { x: number; y: number }) => Math.hypot(p.x * mm.x, p.y * mm.y)
    for (let seed = 0; seed < 10; seed++) {
      const turned = middle(run({ ...still, rotationDegrees: 40 }, seed, mm).labels)
      expect(Math.abs(lengthMm(turned) - lengthMm(middle(labels)))).toBeLessThan(0.6)
    }
  })

  test('a flip mirrors about the centre', () => {
    const before = middle(labels)
    const seen = new Set<string>()
    for (let seed = 0; seed < 40; seed++) {
      const after = middle(run({ ...still, flip: true }, seed).labels)
      expect(Math.abs(after.x)).toBeCloseTo(Math.abs(before.x), 6)
      seen.add(`${Math.sign(after.x)}${Math.sign(after.y)}`)
    }
    expect(seen.size).toBe(4)
  })

  test('contrast keeps the mean, gamma the ends, noise has the SD that was asked for', () => {
    const mean = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0) / values.length
    const contrast = run({ ...still, contrast: 0.5 }).image
    expect(mean(contrast)).toBeCloseTo(mean(image), 3)
    expect(Math.max(...contrast)).not.toBeCloseTo(Math.max(...image), 1)
    const gamma = run({ ...still, gamma: 1 }).image
    expect([Math.min(...gamma), Math.max(...gamma)]).toEqual([
      Math.min(...image),
      expect.closeTo(Math.max(...image), 4),
    ])
    expect(mean(gamma)).not.toBeCloseTo(mean(image), 1)
    const noise = run({ ...still, noise: 0.2 }).image.map((v, i) => v - image[i]!)
    expect(mean(noise)).toBeCloseTo(0, 1)
    expect(Math.sqrt(mean(noise.map((v) => v * v)))).toBeCloseTo(0.2, 1)
  })
})

test('the table of the normal distribution has its quartiles, its SD, and is even about nought', () => {
  expect(normalQuantiles[3072]).toBeCloseTo(0.6745, 2)
  expect(normalQuantiles[2048 + 1398]).toBeCloseTo(1, 2)
  const variance = normalQuantiles.reduce((sum, x) => sum + x * x, 0) / normalQuantiles.length
  expect(variance).toBeCloseTo(1, 2)
  expect(normalQuantiles[0]).toBe(-normalQuantiles.at(-1)!)
  expect(normalQuantiles.at(-1)).toBeCloseTo(3.67, 1)
})
