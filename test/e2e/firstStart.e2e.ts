import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { root } from './stage/startSeptum'
import { test } from './stage/septumTest'

test('on first start the sample study is one click away and opens with its contours and volumes (R-LIB-2)', async ({
  septum,
}) => {
  const { library, read, page } = septum
  await library.trySample()
  await page.getByRole('application').first().waitFor({ timeout: 60_000 })
  await expect.poll(() => read.volume('LV EDV'), { timeout: 20_000 }).toBeGreaterThan(40)
  await read.press('d')
  await read.expectPlace({ phase: 1 })

  await page.setViewportSize({ width: 1600, height: 900 })
  await page.getByText('2×1').click()
  await expect.poll(() => page.getByRole('application').count()).toBe(2)
  await page.getByRole('button', { name: 'Zoom to the heart' }).click()
  // The word of welcome goes by itself.
  await page.getByText('The sample study is a computed heart').waitFor({ state: 'detached' })
  await septum.picture('sample')
  if (process.env.SEPTUM_REFRESH_PICTURES) {
    await mkdir(join(root, 'test/e2e/pictures'), { recursive: true })
    await copyFile(join(root, 'screenshots/sample.png'), join(root, 'test/e2e/pictures/sample.png'))
  }
  expect(septum.complaints).toEqual([])
})
