import { appendFile, copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from './stage/septumTest'
import { root } from './stage/startSeptum'

test('a physicist reads and allows a loss of her own, trains with it, and is asked again when one byte of it changes (F-EX-2)', async ({
  septum,
}) => {
  const { library, train, settings, page } = septum
  const folder = join(septum.workspace, 'plugins')
  await mkdir(folder, { recursive: true })
  await copyFile(join(root, 'models/plugins/examples/dice-loss.js'), join(folder, 'dice-loss.js'))
  await library.addFolder(await septum.phantoms(3, 7))
  await library.expectStudies(['patient001', 'patient003'])

  await settings.showPlugins()
  await settings.plugin('dice-loss.js').getByText('Not allowed').waitFor()
  expect(await settings.askToAllow('dice-loss.js')).toMatch(/Soft Dice[\s\S]*loss\(tf, truth, prediction/)
  await septum.picture('plugin-asked')
  await settings.allow('dice-loss.js')

  await train.show()
  await train.fill('Quick look', {
    'training.epochs': 2,
    'training.batch': 4,
    'network.baseFilters': 4,
    'network.depth': 3,
    'preparation.side': 64,
    'preparation.spacingMm': 3,
  })
  await train.patients({ train: 1, validation: 1, test: 1 })
  await train.choosePlugin('Loss', 'Dice, as an example')
  await page.getByText('The run executes Dice, as an example (loss, dice-loss.js)').waitFor()
  await septum.picture('plugin-form')
  await train.start()
  await train.expectPhase('finished', 120)
  await page.getByText(/Runs the plug-in Dice, as an example \(loss, SHA-256 [0-9a-f]{16}/).waitFor()

  await appendFile(join(folder, 'dice-loss.js'), '\n')
  await settings.showPlugins()
  await settings.plugin('dice-loss.js').getByText('Changed', { exact: true }).waitFor()
  await settings.askToAllow('dice-loss.js')
  expect(septum.complaints).toEqual([])
})
