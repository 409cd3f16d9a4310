import { expect } from 'vitest'
import { test } from './stage/septumTest'

test('a clinician trains on local hearts, pauses, goes on, lets the model suggest contours, takes them back, and compares', async ({
  septum,
}) => {
  const { library, train, read, compare } = septum
  await library.addFolder(await septum.phantoms(4, 5))
  await library.expectStudies(['patient001', 'patient004'])

  await train.show()
  await train.fill('Quick look', {
    'training.epochs': 24,
    'training.batch': 4,
    'network.baseFilters': 4,
    'network.depth': 4,
    'preparation.side': 96,
    'preparation.spacingMm': 2,
  })
  await train.patients({ train: 2, validation: 1, test: 1 })
  await septum.picture('train-form')
  await train.start()

  await train.expectPhase('training', 60)
  await train.pause()
  await septum.picture('train-paused')
  await train.resume()
  await train.expectPhase('finished', 240)
  await septum.picture('train-finished')
  expect(await train.results()).toMatch(/patient00\d/)

  await train.compare()
  await compare.expectCases(1)
  await septum.picture('compare')
  expect(await compare.cohort()).toMatch(/Dice[\s\S]*mm[\s\S]*ml/)

  await library.open('patient001')
  await read.goTo({ slice: 5, phase: 'ED' })
  await read.deleteContours(['1', '2', '3'])
  await read.runModel()
  await expect.poll(() => read.drafts(), { timeout: 60_000 }).toBeGreaterThan(0)
  await septum.picture('read-drafts')
  await read.undo()
  await expect.poll(() => read.drafts()).toBe(0)
  expect(septum.complaints).toEqual([])
})
