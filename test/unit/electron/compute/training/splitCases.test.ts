import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitCases, type SplitCase } from '#electron/compute/training/splitCases'

const groups = ['NOR', 'DCM', 'HCM', 'MINF', 'RV']
const ward = (patients: number, casesEach = 1): SplitCase[] =>
  Array.from({ length: patients * casesEach }, (_, i) => {
    const patient = Math.floor(i / casesEach)
    return { name: `case${i}`, patientId: `p${patient}`, group: groups[patient % groups.length]! }
  })
const file = 'experiment.json'

describe('cases are split by patient (features F-DS-3)', () => {
  test('twenty-five patients of five groups give every part each group in proportion', () => {
    const parts = splitCases(ward(25), { train: 15, validation: 5, test: 5, seed: 1 }, file)
    const counts = (part: readonly SplitCase[]) =>
      groups.map((group) => part.filter((one) => one.group === group).length)
    expect(counts(parts.train)).toEqual([3, 3, 3, 3, 3])
    expect(counts(parts.validation)).toEqual([1, 1, 1, 1, 1])
    expect(counts(parts.test)).toEqual([1, 1, 1, 1, 1])
  })

  test('no patient ever stands in two parts, whatever the seed, the counts and the cases of each', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 3, max: 20 }),
        fc.integer({ min: 1, max: 3 }),
        (seed, n, each) => {
          const parts = splitCases(ward(n, each), { train: n - 2, validation: 1, test: 1, seed }, file)
          const patients = [parts.train, parts.validation, parts.test].map(
            (part) => new Set(part.map(({ patientId }) => patientId)),
          )
          expect(patients.map(({ size }) => size)).toEqual([n - 2, 1, 1])
          expect(new Set(patients.flatMap((set) => [...set])).size).toBe(n)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('the same seed draws the same parts in whatever order the cases were found', () => {
    const split = { train: 8, validation: 2, test: 2, seed: 7 }
    const found = ward(12)
    expect(splitCases([...found].reverse(), split, file)).toEqual(splitCases(found, split, file))
    expect(splitCases(found, { ...split, seed: 8 }, file)).not.toEqual(splitCases(found, split, file))
  })

  test('more cases than there are is refused with both numbers', () => {
    expect(() => splitCases(ward(5), { train: 5, validation: 1, test: 0, seed: 1 }, file)).toThrow(
      expect.objectContaining({
        code: 'SPLIT_IMPOSSIBLE',
        message: 'The split asks for 6 cases, but the data set has 5.',
      }),
    )
  })

  test('named cases are taken as named, in their order', () => {
    const parts = splitCases(ward(4), { train: ['case3', 'case0'], validation: ['case1'], test: [] }, file)
    expect(parts.train.map(({ name }) => name)).toEqual(['case3', 'case0'])
    expect(parts.test).toEqual([])
  })

  test('a patient named in training and in test is a leak, and refused by name', () => {
    const leak = { train: ['case0'], validation: ['case2'], test: ['case1'] }
    expect(() => splitCases(ward(2, 2), leak, file)).toThrow('patient p0 is in train and test')
  })

  test('a case that is not there is named', () => {
    const split = { train: ['case0'], validation: ['case9'], test: [] }
    expect(() => splitCases(ward(2), split, file)).toThrow('There is no labelled case called case9.')
  })
})
