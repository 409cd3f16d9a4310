import fc from 'fast-check'
import { expect, test } from 'vitest'
import { progressPercent } from '#renderer/components/train/runProgress'
import { RunPhase } from '#shared/domain/training'

test('progress is never 100 % before the run is finished (R-TR-13)', () => {
  const phases = RunPhase.options.filter((phase) => phase !== 'finished')
  fc.assert(
    fc.property(
      fc.constantFrom(...phases),
      fc.nat(10_000),
      fc.nat(10_000),
      (phase, stepsDone, stepsTotal) => {
        expect(progressPercent({ phase, stepsDone, stepsTotal })).toBeLessThan(100)
      },
    ),
  )
  expect(progressPercent({ phase: 'testing', stepsDone: 500, stepsTotal: 500 })).toBe(99)
  expect(progressPercent({ phase: 'finished', stepsDone: 33, stepsTotal: 330 })).toBe(100)
})
