import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contraction } from '#electron/phantoms/contraction'
import { heartSection, heartState, leftHeart, rvAreaMm2, rvVolumeMm3 } from '#electron/phantoms/heart'
import { outsideAreaMm2 } from '#electron/phantoms/lune'
import { groupOf, groups, patientPlan } from '#electron/phantoms/patientPlan'
import { formulaFigures, slicedFigures } from '#electron/phantoms/patientTruth'
import { placements } from '#electron/phantoms/placement'
import { bodyVolumeMm3, sectionRadiusMm } from '#electron/phantoms/roundBody'

const plans = Array.from({ length: 25 }, (_, index) => patientPlan(index, 7))

describe('volumes by formula', () => {
  test('a whole ball of 30 mm has 4/3 π r³, and half a ball half of it', () => {
    const ball = { centre: 0, half: 30, radius: 30, base: -30 }
    expect(bodyVolumeMm3(ball)).toBeCloseTo((4 / 3) * Math.PI * 27_000, 6)
    expect(bodyVolumeMm3({ ...ball, base: 0 })).toBeCloseTo((2 / 3) * Math.PI * 27_000, 6)
  })
  test('a body is the sum of its thin sections', () => {
    const body = { centre: 16, half: 64, radius: 26, base: 3 }
    let sum = 0
    for (let s = 3.005; s < 80; s += 0.01) sum += Math.PI * sectionRadiusMm(body, s) ** 2 * 0.01
    expect(sum / bodyVolumeMm3(body)).toBeCloseTo(1, 4)
  })
  test('a crescent is what counting fine points gives', () => {
    fc.assert(
      fc.property(
        fc
          .tuple(
            fc.double({ min: 5, max: 50 }),
            fc.double({ min: 5, max: 50 }),
            fc.double({ min: 0.1, max: 90 }),
          )
          .filter((v) => v.every(Number.isFinite)),
        ([r, other, distance]) => {
          let count = 0
          const step = r / 100
          for (let x = -r + step / 2; x < r; x += step)
            for (let y = -r + step / 2; y < r; y += step)
              if (x * x + y * y < r * r && (x - distance) ** 2 + y * y >= other * other) count++
          expect(Math.abs(count * step * step - outsideAreaMm2(r, other, distance))).toBeLessThan(
            0.01 * Math.PI * r * r,
          )
        },
      ),
      { numRuns: 40, seed: 3 },
    )
  })
})

describe('a beating heart', () => {
  test('is full at ED and emptiest at ES, and starts again where it ended', () => {
    expect(contraction(0, 0.35)).toBe(0)
    expect(contraction(0.35, 0.35)).toBe(1)
    expect(contraction(1, 0.35)).toBeCloseTo(0, 9)
    for (let t = 0; t <= 1; t += 0.01) expect(contraction(t, 0.35)).toBeLessThanOrEqual(1)
  })
  test('keeps the volume of its wall at every phase', () => {
    for (const plan of plans.slice(0, 5))
      for (let phase = 0; phase < plan.phases; phase++) {
        const { cavity, outer } = leftHeart(plan, phase)
        expect((bodyVolumeMm3(outer) - bodyVolumeMm3(cavity)) / 1000).toBeCloseTo(plan.myocardiumMl, 3)
      }
  })
  test('has the EDV, EF and RV volumes that it was planned with', () => {
    for (const plan of plans) {
      const figures = formulaFigures(plan)
      expect(figures.edvMl).toBeCloseTo(plan.edvMl, 2)
      expect(figures.efPercent).toBeCloseTo(plan.efPercent, 1)
      expect(figures.rvEdvMl).toBeCloseTo(plan.rvEdvMl, 2)
      expect(figures.rvEfPercent).toBeCloseTo(plan.rvEfPercent, 1)
      expect(figures.massG).toBeCloseTo(plan.myocardiumMl * 1.05, 2)
      expect(rvVolumeMm3(heartState(plan, 0)) / 1000).toBeCloseTo(figures.rvEdvMl, 2)
    }
  })
  test('on its slices sums to within 3 % of the formula in the LV and 5 % in the RV, as truth.json says', () => {
    for (const plan of plans) {
      const [formula, sliced] = [formulaFigures(plan), slicedFigures(plan)]
      for (const key of ['edvMl', 'esvMl', 'myocardiumMl'] as const)
        expect(Math.abs(sliced[key] / formula[key] - 1), `${plan.group} ${key}`).toBeLessThan(0.03)
      for (const key of ['rvEdvMl', 'rvEsvMl'] as const)
        expect(Math.abs(sliced[key] / formula[key] - 1), `${plan.group} ${key}`).toBeLessThan(0.05)
    }
  })
  test('has its cavity inside its wall on every slice and phase', () => {
    for (const plan of plans)
      for (const phase of [0, 3, plan.esPhase]) {
        const state = heartState(plan, phase)
        for (let s = 0; s < 110; s += 5) {
          const { cavityMm, outerMm, shiftMm } = heartSection(state, s)
          if (cavityMm > 0) expect(cavityMm + shiftMm, `${plan.group} ${s}`).toBeLessThan(outerMm)
        }
      }
  })
  test('has a right ventricle beside its left one down to below the middle', () => {
    for (const plan of plans) {
      const state = heartState(plan, 0)
      expect(rvAreaMm2(state, 5)).toBeGreaterThan(rvAreaMm2(state, 55))
      expect(rvAreaMm2(state, 40)).toBeGreaterThan(300)
    }
  })
})

describe('patients', () => {
  test('of five in a row hold each group once, and differ from each other', () => {
    for (const seed of [1, 7, 99])
      expect([0, 1, 2, 3, 4].map((i) => groupOf(i, seed)).sort()).toEqual([...groups].sort())
    expect(new Set(plans.map(({ edvMl }) => edvMl)).size).toBe(plans.length)
    expect(new Set(plans.map(({ columns, rows }) => `${columns}x${rows}`)).size).toBeGreaterThan(5)
  })
  test('lie in their pictures by a map that keeps areas and leads back', () => {
    for (const plan of plans.slice(0, 8)) {
      const place = placements(plan)[3]!
      for (const [u, v] of [
        [0, 0],
        [30, -12],
        [-60, 25],
        [-40, -30],
      ] as const) {
        const at = place.toImage(u, v)
        const back = place.toHeart(at.x, at.y)
        expect(back.u).toBeCloseTo(u, 6)
        expect(back.v).toBeCloseTo(v, 6)
        const [east, south] = [place.toImage(u + 1e-3, v), place.toImage(u, v + 1e-3)]
        const pixels = (east.x - at.x) * (south.y - at.y) - (east.y - at.y) * (south.x - at.x)
        expect((pixels * plan.pixelMm.x * plan.pixelMm.y) / 1e-6).toBeCloseTo(1, 3)
      }
    }
  })
})
