import { describe, expect, test } from 'vitest'
import { countConfusion, noConfusion, pixelScores } from '#models/metrics/confusion'
import { meanSoftOverlap, softOverlap } from '#models/metrics/softOverlap'

const named = ['object', 'rest']

describe('S1: one confusion matrix over all pixels of all images (evaluation E0.3)', () => {
  test('vector M3', () => {
    const scores = pixelScores(
      [
        [160, 40],
        [60, 9740],
      ],
      named,
    )
    expect(scores.iou[0]).toBeCloseTo(0.615385, 6)
    expect(scores.iou[1]).toBeCloseTo(0.989837, 6)
    expect(scores.dice[0]).toBeCloseTo(0.761905, 6)
    expect(scores.dice[1]).toBeCloseTo(0.994893, 6)
    expect(scores.accuracy).toEqual([0.8, 9740 / 9800])
    expect(scores.meanIou).toBeCloseTo(0.802611, 6)
    expect(scores.meanDice).toBeCloseTo(0.878399, 6)
    expect(scores.meanAccuracy).toBeCloseTo(0.896939, 6)
    expect(scores.frequencyWeightedIou).toBeCloseTo(0.982348, 6)
    expect(scores.overallAccuracy).toBe(0.99)
    expect(scores.majorityAccuracy).toBe(0.98)
  })

  test("S1's own table is consistent: an IoU of 0.46 is a Dice of 0.63, and means are those of two classes (E0.4)", () => {
    // 1 % of a million pixels are the object; its IoU is made 0.46 with as many false as missed pixels
    const object = 10_000
    const right = Math.round((2 * object * 0.46) / 1.46)
    const wrong = object - right
    const scores = pixelScores(
      [
        [right, wrong],
        [wrong, 1_000_000 - object - wrong],
      ],
      named,
    )
    expect(scores.iou[0]).toBeCloseTo(0.46, 3)
    expect(scores.dice[0]).toBeCloseTo(0.63, 3)
    expect(scores.dice[1]).toBeGreaterThan(0.99)
    expect(scores.meanIou).toBeCloseTo(0.725, 2)
    expect(scores.meanDice).toBeCloseTo(0.81, 2)
  })

  test('classes told the other way round give the same figures, turned round (S1, class-inverted report)', () => {
    const straight = pixelScores(
      [
        [160, 40],
        [60, 9740],
      ],
      named,
    )
    const turned = pixelScores(
      [
        [9740, 60],
        [40, 160],
      ],
      ['rest', 'object'],
    )
    expect(turned.iou).toEqual(straight.iou.toReversed())
    for (const key of [
      'meanIou',
      'meanDice',
      'meanAccuracy',
      'frequencyWeightedIou',
      'overallAccuracy',
    ] as const)
      expect(turned[key]).toBeCloseTo(straight[key]!, 12)
  })

  test('a class that is nowhere is left out of the means; of nothing at all there are no scores', () => {
    const scores = pixelScores(
      [
        [5, 0, 0],
        [0, 5, 0],
        [0, 0, 0],
      ],
      ['a', 'b', 'c'],
    )
    expect(scores.iou).toEqual([1, 1, null])
    expect(scores.meanIou).toBe(1)
    expect(pixelScores(noConfusion(2), named)).toMatchObject({ meanIou: null, overallAccuracy: null })
  })

  test('all background has a high accuracy and no object (D36)', () => {
    const matrix = noConfusion(2)
    const truth = Uint8Array.from({ length: 1000 }, (_, i) => (i < 15 ? 3 : 0))
    const classes = new Map([
      [0, 0],
      [3, 1],
    ])
    countConfusion(matrix, new Uint8Array(1000), truth, classes)
    const scores = pixelScores(matrix, ['background', 'lv-cavity'])
    expect(scores).toMatchObject({ overallAccuracy: 0.985, majorityAccuracy: 0.985 })
    expect(scores.dice[1]).toBe(0)
    expect(() => countConfusion(matrix, new Uint8Array(3), truth, classes)).toThrow('3 with 1000')
  })
})

describe('S3: soft Jaccard per image (evaluation E0.4, D29)', () => {
  test('vector M4', () => {
    const { jaccard, dice } = softOverlap([0.9, 0.8, 0.3, 0.1], [1, 1, 1, 0])
    expect(jaccard).toBeCloseTo(0.645161, 6)
    expect(dice).toBeCloseTo(0.784314, 6)
  })

  test('the mean is over images, not over pixels; nothing on both sides is a whole overlap', () => {
    const answer = Float32Array.from([1, 1, 0, 0, 0, 0])
    const truth = Float32Array.from([1, 0, 0, 0, 0, 0])
    const { jaccard, dice } = meanSoftOverlap(answer, truth, 2)
    expect(jaccard).toBeCloseTo((0.5 + 1 + 1) / 3, 12)
    expect(dice).toBeCloseTo((2 / 3 + 1 + 1) / 3, 12)
    expect(() => softOverlap([1], [1, 0])).toThrow('1 with 2')
  })
})
