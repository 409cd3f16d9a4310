import { expect } from 'vitest'
import { test } from './stage/septumTest'

test('what a reader corrects in Read is trained on, and the model compared on the cases that it did not see (J3 to J6)', async ({
  septum,
}) => {
  const { library, read, dataset, train, compare, page } = septum
  const hearts = await septum.phantoms(4, 12)
  await library.addFolder(hearts)
  await library.expectStudies(['patient001', 'patient004'])
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

  await dataset.button(/Freeze version 1/).click()
  await page.getByText(/^Frozen · [0-9a-f]{8}/).waitFor({ timeout: 60_000 })
  await dataset.button('Train on it').click()
  await train.fill('Quick look', {
    'training.epochs': 2,
    'training.batch': 4,
    'network.baseFilters': 2,
    'network.depth': 2,
    'preparation.side': 64,
    'preparation.spacingMm': 3,
  })
  await septum.picture('train-on-version')
  await train.start()
  await train.expectPhase('finished', 120)
  const tested = (await train.results()).match(/patient00\d/g)
  await train.compare()
  await compare.expectCases(tested!.length)
  await septum.picture('compare-on-version')
  expect(septum.complaints).toEqual([])
})
