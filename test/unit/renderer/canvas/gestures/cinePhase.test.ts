import { expect, test } from 'vitest'
import { cinePhase, cycleMs } from '#renderer/canvas/gestures/cinePhase'
import { prefetchOrder } from '#renderer/canvas/gestures/prefetchOrder'

const times = [0, 40, 80, 120, 160]

test('a cycle of five phases 40 ms apart lasts 200 ms', () => {
  expect(cycleMs(times, 5)).toBe(200)
})

test('X30: the phase follows the clock, not the number of refreshes', () => {
  const shown = (refreshHz: number) => {
    const phases = new Set<string>()
    for (let ms = 0; ms < 1000; ms += 1000 / refreshHz)
      phases.add(`${Math.floor(ms / 200)}:${cinePhase(times, 5, 0, ms)}`)
    return phases.size
  }
  expect(shown(60)).toBe(25)
  expect(shown(75)).toBe(25)
  expect(shown(144)).toBe(25)
})

test('the cycle goes on from the phase where it was started, and wraps', () => {
  expect(cinePhase(times, 5, 3, 0)).toBe(3)
  expect(cinePhase(times, 5, 3, 45)).toBe(4)
  expect(cinePhase(times, 5, 3, 90)).toBe(0)
})

test('uneven phases are shown as long as they last', () => {
  expect(cinePhase([0, 10, 100], 3, 0, 50)).toBe(1)
})

test('without times twenty frames a second are assumed', () => {
  expect(cycleMs(null, 20)).toBe(1000)
  expect(cinePhase(null, 20, 0, 260)).toBe(5)
})

test('a reader is fetched the neighbours first, then the whole cycle of this slice', () => {
  const order = prefetchOrder({ slice: 2, phase: 0 }, 5, 10)
  expect(order[0]).toEqual({ slice: 2, phase: 0 })
  expect(order.slice(1, 5)).toEqual(
    expect.arrayContaining([
      { slice: 1, phase: 0 },
      { slice: 3, phase: 0 },
      { slice: 2, phase: 1 },
      { slice: 2, phase: 9 },
    ]),
  )
  expect(order.slice(0, 12).filter(({ slice }) => slice === 2)).toHaveLength(10)
  expect(new Set(order.map(({ slice, phase }) => `${slice}/${phase}`)).size).toBe(50)
})
