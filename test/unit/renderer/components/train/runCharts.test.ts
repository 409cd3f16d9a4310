import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EpochMessage } from '#shared/domain/training'
import { labelHeights, type LineChart } from '#renderer/components/charts/lineOption'
import { diceChart, lossChart, type ChartWords } from '#renderer/components/train/runCharts'
import { historyOf } from '#renderer/components/train/runHistory'

const words: ChartWords = {
  ...{ epoch: '', training: '', validation: '', loss: '', dice: '', rate: '', stopped: '' },
  best: String,
}
const epoch = (number: number, trainLoss: number, dice: EpochMessage['dice'] = null): EpochMessage => ({
  ...{ type: 'epoch', at: '2026-03-01T10:00:00.000Z', epoch: number, trainLoss, validationLoss: null, dice },
  ...{ meanDice: null, backgroundOnly: false, best: false, seconds: 10, etaSeconds: [10, 20] },
})

describe('the curves of a run', () => {
  test('a loss that counts Dice against itself goes below nought, and its axis goes with it', () => {
    expect(lossChart(historyOf([epoch(1, 0.4), epoch(2, 0.2)]), words).yRange).toEqual([0, 'data'])
    expect(lossChart(historyOf([epoch(1, 0.4), epoch(2, -0.6)]), words).yRange).toEqual(['data', 'data'])
  })

  test('words at the ends of two lines that end together stand one below the other', () => {
    const chart = diceChart(
      historyOf([
        epoch(1, 1, { 'lv-cavity': 0.9, 'lv-myocardium': 0.8, 'rv-cavity': 0.81 }),
        epoch(2, 1, { 'lv-cavity': 0.932, 'lv-myocardium': 0.871, 'rv-cavity': 0.877 }),
      ]),
      words,
    )
    const [cavity, wall, right] = labelHeights(chart)
    expect([cavity, right]).toEqual([0.932, 0.877])
    expect(wall).toBeCloseTo(0.877 - 0.2 / 16, 9)
  })

  test('however lines end, no two of their words are closer than a line of words is high', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 }),
        (ends) => {
          const chart = {
            lines: ends.map((end) => ({ name: '', colour: '', dash: [], points: [[1, end]], endLabel: 'x' })),
            yRange: [0, 1],
          } as unknown as LineChart
          const heights = labelHeights(chart) as number[]
          heights.forEach((height, i) => {
            expect(height).toBeLessThanOrEqual(ends[i]!)
            heights.forEach((other, j) => i === j || expect(Math.abs(height - other)).toBeGreaterThan(0.0624))
          })
        },
      ),
    ))
})
