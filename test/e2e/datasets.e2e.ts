import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from './stage/septumTest'

test('a physicist makes a data set of chosen studies, checks, splits and freezes it, and is told when a case is lost (R-LIB-8, R-DS-1, R-DS-10)', async ({
  septum,
}) => {
  const { library, dataset, page } = septum
  const hearts = await septum.phantoms(5, 9)
  await library.addFolder(hearts)
  await library.expectStudies(['patient001', 'patient005'])
  await library.row('patient001').click()
  await page.keyboard.press('Control+a')
  await dataset.make('Hearts of May')
  await expect.poll(() => dataset.tab('Cases').innerText()).toMatch(/5/)

  await dataset.check()
  await septum.picture('dataset-checked')
  expect(await dataset.button(/Freeze version 1/).isEnabled()).toBe(true)

  await dataset.show('Split')
  await septum.picture('dataset-split')
  await dataset.button(/Freeze version 1/).click()
  await page.getByText(/^Frozen · [0-9a-f]{8}/).waitFor({ timeout: 60_000 })
  await dataset.show('Summary')
  await septum.picture('dataset-summary')

  await rm(join(hearts, 'patient003'), { recursive: true })
  await dataset.show('Check')
  await dataset.button('Check now').click()
  await page.getByText('Cannot be read').first().waitFor({ timeout: 60_000 })
  await septum.picture('dataset-lost-case')
  await septum.restart()
  await septum.page.keyboard.press('Control+3')
  await septum.page.getByText(/^Frozen · [0-9a-f]{8}/).waitFor()
  expect(septum.complaints).toEqual([])
})
