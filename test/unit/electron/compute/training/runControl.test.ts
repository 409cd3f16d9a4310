import { expect, test } from 'vitest'
import { RunControl } from '#electron/compute/training/runControl'

test('a paused run goes on when it is resumed', async () => {
  const control = new RunControl()
  control.pause()
  expect(control.paused).toBe(true)
  const waiting = control.untilAwake()
  control.resume()
  await waiting
  expect(control.paused).toBe(false)
  expect(control.stopped).toBe(false)
})

test('stopping wakes a paused run, and cannot be taken back', async () => {
  const control = new RunControl()
  control.pause()
  const waiting = control.untilAwake()
  control.stop()
  await waiting
  control.pause()
  control.resume()
  expect(control.stopped).toBe(true)
})
