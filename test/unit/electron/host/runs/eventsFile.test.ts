import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RunMessage } from '#shared/domain/training'
import { thinned } from '#electron/host/runs/eventsFile'
import { slug } from '#electron/host/runs/runFolder'
import { RunId } from '#shared/domain/training'

const at = '2026-03-14T09:00:00.000Z'
const step = (n: number): RunMessage => ({
  type: 'step',
  at,
  epoch: 1,
  step: n,
  loss: 1,
  learningRate: 1,
  msPerStep: 1,
})

test('of many steps two thousand even ones are kept, the last among them, and every other message', () => {
  const note: RunMessage = { type: 'note', at, text: 'half' }
  const said = [
    ...Array.from({ length: 5000 }, (_, n) => step(n)),
    note,
    ...Array.from({ length: 4999 }, (_, n) => step(5000 + n)),
  ]
  const kept = thinned(said)
  const steps = kept.filter((message) => message.type === 'step')
  expect(steps.length).toBeLessThanOrEqual(2000)
  expect(steps.length).toBeGreaterThan(1990)
  expect(steps.at(-1)).toEqual(step(9998))
  expect(kept).toContain(note)
  const gaps = steps.slice(1).map((message, i) => message.step - steps[i]!.step)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(6)
})

test('whatever an experiment is called, its folder has a plain name', () => {
  expect(slug('U-Net, 1.5 mm (Käthe)')).toBe('u-net-1-5-mm-ka-the')
  expect(slug('///')).toBe('experiment')
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(slug(name)).toMatch(/^[a-z0-9-]{1,60}$/)
      expect(RunId.safeParse(`${slug(name)}-12.1`).success).toBe(true)
    }),
  )
})
