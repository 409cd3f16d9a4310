import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DatasetContent } from '#shared/domain/dataset'
import { commanded, type DatasetCommand } from '#shared/domain/datasetCommands'
import { splitPresets } from '#shared/domain/datasetPresets'
import { namedParts, partCounts, partIds, patientsOf, stratumOf } from '#shared/domain/datasetSplit'
import { RandomState } from '#shared/domain/mersenneTwister'
import { knownPatients } from '#electron/datasets/sunnybrook/sunnybrookNames'
import { acdcHearts, contentOf, member } from './datasetCases'

const after = (content: DatasetContent, ...commands: DatasetCommand[]): DatasetContent =>
  commands.reduce((made, command) => commanded(made, command).content, content)
const sizes = ({ split }: DatasetContent) =>
  partIds.map((part) => Object.values(split.parts).filter((is) => is === part).length)
const refusal = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return error
  }
}

describe('a split by patient (F-DS-3, R-DS-6, features U26)', () => {
  test('70/15/15 of a hundred patients holds each group in proportion in every part', () => {
    const content = contentOf(acdcHearts(1, 100))
    expect(sizes(content)).toEqual([70, 15, 15])
    for (const part of partIds) {
      const groups = patientsOf(content)
        .filter(({ key }) => content.split.parts[key] === part)
        .map((patient) => stratumOf(patient, 'group'))
      for (const group of ['DCM', 'HCM', 'MINF', 'NOR', 'RV'])
        expect(groups.filter((one) => one === group).length).toBe(groups.length / 5)
    }
  })

  test('a second study of a patient always stands where the first one is', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 3, maxLength: 30 }), fc.nat(999), (patients, seed) => {
        const cases = patients.map((patient, i) => member(`scan${i}`, { patientId: `p${patient}` }))
        const ratios = { train: 0.6, validation: 0.2, test: 0.2 }
        const content = after(contentOf(cases), { do: 'draw', split: { ratios, strata: 'none', seed } })
        const named = namedParts(content, null)
        expect(partIds.flatMap((part) => named[part])).toHaveLength(cases.length)
        for (const [i, one] of patients.entries())
          for (const [j, other] of patients.entries())
            if (one === other)
              expect(partIds.find((part) => named[part].includes(`scan${i}`))).toBe(
                partIds.find((part) => named[part].includes(`scan${j}`)),
              )
      }),
    )
  })

  test('moving one of two studies of a patient is refused, with the other study and its part', () => {
    const content = contentOf([
      ...acdcHearts(1, 4),
      member('first', { patientId: 'twice' }),
      member('second', { patientId: 'twice' }),
    ])
    const held = after(content, { do: 'move-patient', patient: 'twice', part: 'train' })
    const error = refusal(() => after(held, { do: 'move-case', case: 'acdc-second', part: 'test' }))
    expect(error).toMatchObject({ code: 'SPLIT_LEAKS' })
    expect(String(error)).toMatch(/second.*twice.*first.*train/)
    const apart = after(
      held,
      { do: 'separate', case: 'acdc-second', reason: 'another person with the same number' },
      { do: 'move-case', case: 'acdc-second', part: 'test' },
    )
    expect(namedParts(apart, null).test).toContain('second')
    expect(namedParts(apart, null).train).toContain('first')
  })

  test('a locked split is not drawn again; new patients still find a part and the test part stays', () => {
    const locked = after(contentOf(acdcHearts(1, 20)), { do: 'lock', locked: true })
    const ratios = { train: 0.5, validation: 0.25, test: 0.25 }
    expect(
      refusal(() => after(locked, { do: 'draw', split: { ratios, strata: 'none', seed: 2 } })),
    ).toMatchObject({
      code: 'SPLIT_LOCKED',
    })
    const test20 = namedParts(locked, null).test
    const more = { ...locked, cases: { ...locked.cases, ...contentOf(acdcHearts(21, 40)).cases } }
    const grown = after(more, { do: 'assign-new' })
    expect(namedParts(grown, null).test).toEqual(expect.arrayContaining(test20))
    expect(sizes(grown)).toEqual([28, 6, 6])
  })

  test('in folds every patient outside the test part validates once', () => {
    const content = after(contentOf(acdcHearts(1, 24)), { do: 'folds', folds: 5 })
    const turns = [0, 1, 2, 3, 4].map((fold) => namedParts(content, fold))
    const validated = turns.flatMap(({ validation }) => validation)
    expect(new Set(validated).size).toBe(validated.length)
    for (const { train, validation, test: sealed } of turns) {
      expect(train.length + validation.length + sealed.length).toBe(24)
      expect(sealed).toEqual(turns[0]!.test)
    }
    expect(refusal(() => after(content, { do: 'folds', folds: 20 }))).toBeDefined()
    expect(refusal(() => after(contentOf(acdcHearts(1, 3)), { do: 'folds', folds: 9 }))).toMatchObject({
      code: 'SPLIT_IMPOSSIBLE',
    })
  })

  test('no part with a share is empty while there are patients for it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 200 }), fc.integer({ min: 1, max: 98 }), (patients, test) => {
        const ratios = { train: (99 - test) / 100, validation: 0.01, test: test / 100 }
        const counts = partCounts(patients, ratios)
        expect(Math.min(...Object.values(counts))).toBeGreaterThan(0)
        expect(counts.train + counts.validation + counts.test).toBe(patients)
      }),
    )
  })
})

describe('published splits (datasets.md B1.1, B1.2)', () => {
  const preset = (id: string, content: DatasetContent) =>
    after(content, { do: 'preset', preset: splitPresets.find((one) => one.id === id)!.id })

  test('ACDC: 101 to 150 are the test part; Baumgartner tests on every fifth; Khened holds 30 out', () => {
    const all = contentOf(acdcHearts(1, 150))
    expect(sizes(preset('acdc', all))[2]).toBe(50)
    expect(namedParts(preset('acdc', all), null).test[0]).toBe('patient101')
    const hundred = contentOf(acdcHearts(1, 100))
    expect(sizes(preset('baumgartner', hundred))[2]).toBe(20)
    expect(sizes(preset('khened', hundred))).toEqual([70, 15, 15])
    expect(namedParts(preset('khened', hundred), null).validation[0]).toBe('patient002')
  })

  test('Sunnybrook: 15, 15 and 15 of its 45 patients', () => {
    const names = [...knownPatients.values()]
    const content = contentOf(names.map((name) => member(name, { layout: 'sunnybrook' })))
    expect(names).toHaveLength(45)
    expect(sizes(preset('sunnybrook', content))).toEqual([15, 15, 15])
  })

  /** Reference: NumPy 2.4.6, `RandomState(1234).shuffle`, and `RandomState(42).permutation(10)`. */
  test('nnU-Net: the folds are those that NumPy draws', () => {
    expect(new RandomState(42).shuffled([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([
      8, 1, 5, 0, 7, 2, 9, 4, 3, 6,
    ])
    const split = preset('nnunet', contentOf(acdcHearts(1, 100)))
    const first = [41, 69, 34, 88, 10, 75, 5, 73, 22, 7, 46, 32, 53, 47, 20, 68, 51, 59, 27, 77]
    expect(namedParts(split, 0).validation).toEqual(
      first.toSorted((a, b) => a - b).map((n) => `patient${String(n).padStart(3, '0')}`),
    )
  })

  test('a published split that does not fit these patients is refused', () => {
    expect(refusal(() => preset('sunnybrook', contentOf(acdcHearts(1, 5))))).toMatchObject({
      code: 'SPLIT_UNFIT',
    })
  })
})
