import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreement } from '#renderer/components/charts/agreement'
import { agreementOption, roundStep } from '#renderer/components/charts/agreementOption'
import { quantile, spread } from '#renderer/components/charts/spread'

describe('agreement and spread', () => {
  test('bias is the mean difference, limits lie 1.96 SD on either side (R-CP-7)', () => {
    const found = agreement([
      { id: 'a', value: 102, reference: 100 },
      { id: 'b', value: 106, reference: 100 },
    ])!
    expect(found.bias).toBe(4)
    expect(found.limits![0]).toBeCloseTo(4 - 1.96 * Math.SQRT2 * 2, 10)
    expect(found.points[0]).toEqual({ id: 'a', mean: 101, difference: 2 })
    expect(agreement([{ id: 'a', value: 1, reference: 2 }])!.limits).toBeNull()
    expect(agreement([])).toBeNull()
  })

  test('the upright axis holds every point, both limits and the readers, with nought in the middle', () => {
    const pairs = [
      { id: 'a', value: 80, reference: 100 },
      { id: 'b', value: 106, reference: 100 },
    ]
    const option = agreementOption({
      series: [{ name: 'A', colour: '#fff', agreement: agreement(pairs)! }],
      unit: 'ml',
      xName: '',
      yName: '',
      biasWord: 'bias',
      readerBand: 15.2,
      chosenCase: null,
    }) as { yAxis: { min: number; max: number; interval: number } }
    expect(option.yAxis.max).toBeGreaterThanOrEqual(7 + 1.96 * 13 * Math.SQRT2)
    expect(option.yAxis.min).toBe(-option.yAxis.max)
    expect(option.yAxis.max % option.yAxis.interval).toBe(0)
    expect(roundStep(96)).toBe(20)
  })

  test('quartiles of 1 to 5 are 2 and 4; the sample SD of 2 and 4 is the root of two', () => {
    expect(spread([5, 3, 1, 4, 2])).toMatchObject({ median: 3, quartiles: [2, 4], range: [1, 5], mean: 3 })
    expect(spread([2, 4])!.sd).toBeCloseTo(Math.SQRT2, 12)
    expect(spread([7])).toMatchObject({ sd: null, median: 7, n: 1 })
    expect(quantile([0, 10], 0.25)).toBe(2.5)
  })

  test('the median never leaves the range', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1 }), (values) => {
        const { median, range } = spread(values)!
        expect(median).toBeGreaterThanOrEqual(range[0])
        expect(median).toBeLessThanOrEqual(range[1])
      }),
    )
  })
})
