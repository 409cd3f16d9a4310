import { expect } from 'vitest'
import { test } from './stage/septumTest'

test('a reader opens a folder, corrects the endocardium, takes it back, and it is still taken back after a restart (R-UN-6)', async ({
  septum,
}) => {
  const { library, read } = septum
  const hearts = await septum.phantoms(2, 11)
  await library.addFolder(hearts)
  await library.expectStudies(['patient001', 'patient002'])
  await septum.picture('library')

  await library.open('patient001')
  expect(await septum.selectedText()).toBe('')
  await read.goTo({ slice: 5, phase: 'ED' })
  const before = await read.volume('LV EDV')
  expect(before).toBeGreaterThan(40)
  await septum.picture('read')

  await read.dragPoint('1', { rightMm: 6, downMm: 0 }, hearts)
  await expect.poll(() => read.volume('LV EDV')).toBeGreaterThan(before!)
  await septum.picture('read-dragged')

  await read.undo()
  await expect.poll(() => read.volume('LV EDV')).toBe(before)
  await read.expectSaved()

  await septum.restart()
  await septum.library.open('patient001')
  await expect.poll(() => septum.read.volume('LV EDV')).toBe(before)
  await septum.read.redo()
  await expect.poll(() => septum.read.volume('LV EDV')).toBeGreaterThan(before!)
  expect(septum.complaints).toEqual([])
})
