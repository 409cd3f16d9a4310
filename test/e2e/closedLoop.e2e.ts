import { expect } from 'vitest'
import { test } from './stage/septumTest'

test('what a reader corrects in Read is what the next data set is trained on, unless the source is asked for (J3 to J5)', async ({
  septum,
}) => {
  const { library, read, dataset, page } = septum
  const hearts = await septum.phantoms(3, 12)
  await library.addFolder(hearts)
  await library.expectStudies(['patient001', 'patient003'])
  await library.open('patient002')
  await read.goTo({ slice: 5, phase: 'ED' })
  await read.dragPoint('1', { rightMm: 8, downMm: 0 }, hearts)

  await page.keyboard.press('Control+1')
  await library.row('patient001').click()
  await page.keyboard.press('Control+a')
  await dataset.make('Corrected hearts')
  await dataset.check()
  await dataset.show('Cases')
  await page.getByText('Table', { exact: true }).click()
  const row = page.locator('tr[data-case="patient002"]')
  await row.getByLabel('Contours drawn in Septum').waitFor()
  expect(await page.getByLabel('Contours drawn in Septum').count()).toBe(1)
  await row.click()
  await page.getByText(/^1 of \d+ drawn in Septum/).waitFor()
  await septum.picture('dataset-own-contours')

  await dataset.button('Use its source’s labels').click()
  await dataset.button('Use what was drawn in Septum').waitFor()
  await page.keyboard.press('Control+z')
  await row.getByLabel('Contours drawn in Septum').waitFor()
  await dataset.show('Labels')
  await page.getByRole('heading', { name: 'Contours drawn in Septum' }).waitFor()
  await septum.picture('dataset-labels')
  expect(septum.complaints).toEqual([])
})
