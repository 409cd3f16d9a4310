import { expect, test } from 'vitest'
import { etaSeconds, isTimeUp, runProgress } from '#electron/compute/training/runClock'

const half = { epochsDone: 10, epochs: 20, seconds: 600, budgetSeconds: null }

test('without a budget the run is as far as its epochs', () => {
  expect(runProgress(half)).toBe(0.5)
})

test('with a budget it is as far as epochs or time, whichever is further, and never past the end', () => {
  expect(runProgress({ ...half, budgetSeconds: 800 })).toBe(0.75)
  expect(runProgress({ ...half, budgetSeconds: 6000 })).toBe(0.5)
  expect(runProgress({ ...half, budgetSeconds: 60 })).toBe(1)
})

test('the time to go is a range around the pace of the last epochs (R-TR-1)', () => {
  expect(etaSeconds(half, [99, 60, 60, 60, 50, 70])).toEqual([0.95 * 500, 1.05 * 700])
})

test('with a budget the time to go ends with the epoch that is under way when it is over', () => {
  expect(etaSeconds({ ...half, budgetSeconds: 700 }, [60])).toEqual([0.95 * 160, 1.05 * 160])
  expect(isTimeUp({ ...half, budgetSeconds: 700 })).toBe(false)
  expect(isTimeUp({ ...half, budgetSeconds: 600 })).toBe(true)
})

test('nothing is to go after the last epoch', () => {
  expect(etaSeconds({ ...half, epochsDone: 20 }, [60])).toEqual([0, 0])
})
