import { describe, expect, test } from 'vitest'
import { ContourKey, contourKey } from '#shared/domain/contour'
import { isStill, measuredPhases, phaseNumber } from '#shared/domain/measuredPhases'
import {
  boundaries,
  boundariesAround,
  boundariesOf,
  boundaryIds,
  regions,
  taskIds,
  taskOf,
} from '#shared/domain/structures'

describe('structures are grouped by what the examination is about', () => {
  test('canonical labels keep the order of ACDC, then papillary muscles and atria (datasets B1)', () => {
    const labelOf = (id: keyof typeof regions) => regions[id].label
    expect(['rv-cavity', 'lv-myocardium', 'lv-cavity'].map((id) => labelOf(id as 'lv-cavity'))).toEqual([
      1, 2, 3,
    ])
    expect([labelOf('papillary'), labelOf('left-atrium'), labelOf('right-atrium')]).toEqual([5, 6, 7])
    const all = Object.values(regions).map(({ label }) => label)
    expect(new Set(all).size).toBe(all.length)
  })

  test('within a task every key and every colour chooses one line', () => {
    for (const task of taskIds) {
      const own = boundariesOf(task).map((id) => boundaries[id])
      expect(new Set(own.map(({ key }) => key)).size).toBe(own.length)
      expect(new Set(own.map(({ colour }) => colour)).size).toBe(own.length)
    }
    expect(taskIds.flatMap(boundariesOf).sort()).toEqual([...boundaryIds].sort())
  })

  test('a study without contours is read as a heart, one with ventricles of the brain as a brain', () => {
    expect(taskOf([])).toBe('cardiac')
    expect(taskOf(['lateral-ventricle'])).toBe('brain')
    expect(boundariesAround(['lv-myocardium'])).toEqual(['lv-endo', 'lv-epi'])
  })

  test('every line has a key in a segmentation, and other words have none', () => {
    for (const boundary of boundaryIds)
      expect(ContourKey.safeParse(contourKey({ boundary, slice: 3, phase: 11 })).success).toBe(true)
    expect(ContourKey.safeParse('liver/3/11').success).toBe(false)
    expect(ContourKey.safeParse('object/3').success).toBe(false)
  })
})

describe('phases that are measured', () => {
  test('of a beating heart ED and ES as far as they are known, of a photograph its only image', () => {
    expect(measuredPhases({ ed: 0, es: 9 }, 20)).toEqual([
      ['ed', 0],
      ['es', 9],
    ])
    expect(measuredPhases({ ed: null, es: 9 }, 20)).toEqual([['es', 9]])
    expect(measuredPhases({ ed: null, es: null }, 20)).toEqual([])
    expect(measuredPhases({ ed: null, es: null }, 1)).toEqual([['still', 0]])
    expect(isStill({ ed: 0, es: null }, 1)).toBe(false)
    expect(phaseNumber({ ed: null, es: null }, 1, 'still')).toBe(0)
    expect(phaseNumber({ ed: null, es: null }, 20, 'ed')).toBeNull()
  })
})
