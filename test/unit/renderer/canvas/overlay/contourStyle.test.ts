import { expect, test } from 'vitest'
import { boundaryIds } from '#shared/domain/structures'
import { contourStyle } from '#renderer/canvas/overlay/contourStyle'

const rest = { active: false, mode: 'outline', opacity: 0.22 } as const

test('R-RD-5: a draft is dashed 6-4 and lightly filled, whatever its structure', () => {
  for (const boundary of boundaryIds) {
    const style = contourStyle({ boundary, state: 'draft' }, rest)
    expect(style.dash).toEqual([6, 4])
    expect(style.fillOpacity).toBe(0.18)
  }
})

test('R-RD-4: the active contour is thicker', () => {
  const contour = { boundary: 'lv-endo', state: 'accepted' } as const
  expect(contourStyle(contour, rest).lineWidth).toBe(1.5)
  expect(contourStyle(contour, { ...rest, active: true }).lineWidth).toBe(2.5)
})

test('X21: no two structures share both hue and line style', () => {
  const cues = boundaryIds.map((boundary) => {
    const { colour, dash } = contourStyle({ boundary, state: 'accepted' }, rest)
    return `${colour} ${dash.join('-')}`
  })
  expect(new Set(cues).size).toBe(boundaryIds.length)
})

test('fill alone hides the outlines, but never those of a draft or of the contour being edited', () => {
  const fill = { active: false, mode: 'fill', opacity: 0.5 } as const
  expect(contourStyle({ boundary: 'lv-epi', state: 'accepted' }, fill)).toMatchObject({
    lineWidth: 0,
    fillOpacity: 0.5,
  })
  expect(contourStyle({ boundary: 'lv-epi', state: 'draft' }, fill).lineWidth).toBeGreaterThan(0)
  expect(
    contourStyle({ boundary: 'lv-epi', state: 'accepted' }, { ...fill, active: true }).lineWidth,
  ).toBeGreaterThan(0)
})
